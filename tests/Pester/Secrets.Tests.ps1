BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
}

Describe 'A transcript' {
    It 'shows what was done, and no secret' {
        $canary = 'canary-5f1d7c'
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $file = Join-Path $TestDrive 'secret.txt'
        [System.IO.File]::WriteAllText($file, $canary)

        # The secret is an argument: a transcript contains the text of the script.
        $run = Invoke-PowerShellProcess -ArgumentList $transcript, $canary, $file @'
            $password = [System.Net.NetworkCredential]::new('', $args[1]).SecurePassword
            $credential = [pscredential]::new('admin', $password)
            $right = [pscredential]::new('root', $password)
            $simulator = Start-CfySimulator -Speed 0 -Credential $right
            $null = $simulator | Connect-CfyManager

            $null = Start-Transcript -Path $args[0]
            New-CfySecret -Key transcribed -Value $password -Verbose -Debug | Format-List * | Out-Host
            Get-CfySecret -Key transcribed -Verbose -Debug | Format-List * | Out-Host
            New-CfyUser -Username transcribed -Password $password -Verbose -Debug | Format-List * | Out-Host
            Connect-CfyManager $simulator.Manager -Credential $credential -Verbose -Debug -ErrorAction SilentlyContinue
            $Error[0] | Format-List * -Force | Out-Host
            $shown = @(
                $simulator
                Connect-CfyManager $simulator.Manager -Credential $right -Verbose -Debug
                New-CfySecret -Key plain -Value $args[1] -Verbose -Debug
                New-CfySecret -Key file -Path $args[2] -Verbose -Debug
                New-CfySecret -Key structured -StructuredValue @{ inner = $args[1] } -Verbose -Debug
                Set-CfySecret -Key plain -Value $args[1] -PassThru -Verbose -Debug
                Get-CfySecret -Verbose -Debug
                New-CfyUser -Credential ([pscredential]::new('other', $password)) -Verbose -Debug
                Set-CfyUser -UserName other -Password $password -PassThru -Verbose -Debug
                New-CfyToken -Description transcribed -Verbose -Debug -OutVariable token
                Get-CfyToken -Verbose -Debug
                Get-CfyTenant -Verbose -Debug
                Get-CfySession
            )
            $shown
            $shown | Format-Table *
            $shown | Format-List *
            $shown | Group-Object { $_.GetType() } | ForEach-Object { $_.Group[0] } | Format-Custom
            $shown | Format-Wide
            Invoke-CfyRestMethod secrets/raw PUT -Body @{ value = $args[1] } -Verbose -Debug | Select-Object key
            Connect-CfyManager $simulator.Manager -Token ($args[1] + [char] 10) -Verbose -Debug `
                -ErrorAction SilentlyContinue
            Connect-CfyManager "http://admin:$($args[1])@127.0.0.1:1" -MaximumRetryCount 0 -ErrorAction SilentlyContinue
            Invoke-CfyRestMethod "blueprints?token=$($args[1])" -Verbose -Debug | Out-Null
            Get-CfySecret nowhere -Tenant $args[1] -ErrorAction SilentlyContinue | Out-Null
            $Error | Where-Object TargetObject -NotMatch 'nowhere' | Format-List * -Force
            $null = Stop-Transcript

            $text = [System.IO.File]::ReadAllText($args[0])
            $value = [System.Net.NetworkCredential]::new('', $token[0].Value).Password
            if (-not $value -or $text.Contains($value)) { throw 'The token is in the transcript, or has no value.' }
            if ((Get-CfySecret -Key transcribed -AsPlainText).Value -ne $args[1]) { throw 'The secret was not stored.' }
'@

        $run.ExitCode | Should -Be 0
        $run.Error | Should -Not -Match $canary
        $text = Get-Content -LiteralPath $transcript -Raw
        $text | Should -Match 'PUT .*secrets/transcribed'
        $text | Should -Match 'Unauthorized'
        # The header of a transcript contains the command line of the process.
        ($text -replace '(?m)^Host Application:.*$') | Should -Not -Match $canary
    }
}

Describe 'Secrets' {
    BeforeAll {
        $manager = Connect-TestManager
    }

    AfterAll {
        Disconnect-TestManager $manager
    }

    Describe 'New-CfySecret' {
        It 'stores <Kind>, and does not return it' -Tag HappyPath -ForEach @(
            @{ Kind = 'text'; Parameters = @{ Key = 'new-text'; Value = 'correct horse' } }
            @{ Kind = 'a secure string'; Parameters = @{ Key = 'new-secure'; Value = $null } }
        ) {
            if (-not $Parameters.Value) {
                $Parameters.Value = Get-TestPassword
            }

            (New-CfySecret @Parameters).Value | Should -BeNullOrEmpty
            (Get-CfySecret $Parameters.Key -AsPlainText).Value | Should -Be 'correct horse'
        }

        It 'stores the text of a file' {
            $file = Join-Path $TestDrive 'key.pem'
            [System.IO.File]::WriteAllText($file, "line`n")

            (New-CfySecret new-file -Path $file -Hidden -Visibility global).IsHiddenValue | Should -BeTrue
            (Get-CfySecret new-file -AsPlainText).Value | Should -BeExactly "line`n"
        }

        It 'takes the rows of a table' {
            $rows = "Key,Value`nrow-1,one`nrow-2,two" | ConvertFrom-Csv

            ($rows | New-CfySecret).Key | Should -Be 'row-1', 'row-2'
            (Get-CfySecret row-2 -AsPlainText).Value | Should -Be 'two'
        }

        It 'reports Conflict for a key that exists, unless -UpdateIfExists is given' -Tag Failure {
            $null = New-CfySecret twice -Value one

            Get-ErrorId { New-CfySecret twice -Value two } | Should -Be 'Conflict'
            $null = New-CfySecret twice -Value two -UpdateIfExists
            (Get-CfySecret twice -AsPlainText).Value | Should -Be 'two'
        }

        It 'stores nothing with -WhatIf' -Tag WhatIf {
            Assert-NothingChanged $manager { New-CfySecret rehearsed -Value one -WhatIf }
        }
    }

    Describe 'Get-CfySecret' {
        It 'returns the value as it is asked for' -Tag HappyPath {
            $null = New-CfySecret get -Value 'correct horse'

            $secure = (Get-CfySecret get).Value
            $secure | Should -BeOfType 'System.Security.SecureString'
            (New-Object System.Net.NetworkCredential '', $secure).Password | Should -Be 'correct horse'
            ('get' | Get-CfySecret -AsPlainText).Value | Should -Be 'correct horse'
        }

        It 'returns lists without values' {
            'list-1', 'list-2' | ForEach-Object { $null = New-CfySecret $_ -Value "value of $_" }

            (Get-CfySecret list-*).Value | Should -Be $null, $null
            (Get-CfySecret list-* | Get-CfySecret -AsPlainText).Value | Should -Be 'value of list-1', 'value of list-2'
        }

        It 'reports NotFound for a key that does not exist' -Tag Failure {
            Get-ErrorId { Get-CfySecret nowhere } | Should -Be 'NotFound'
        }
    }

    Describe 'Set-CfySecret' {
        It 'changes the value of a piped secret' -Tag HappyPath {
            New-CfySecret set -Value old | Set-CfySecret -Value new | Should -Not -BeNullOrEmpty

            (Get-CfySecret set -AsPlainText).Value | Should -Be 'new'
        }

        It 'reports NotFound for a key that does not exist' -Tag Failure {
            Get-ErrorId { Set-CfySecret nowhere -Value new } | Should -Be 'NotFound'
        }

        It 'changes nothing with -WhatIf' -Tag WhatIf {
            $null = New-CfySecret rehearsed-set -Value old

            Assert-NothingChanged $manager { Set-CfySecret rehearsed-set -Value new -WhatIf }
            (Get-CfySecret rehearsed-set -AsPlainText).Value | Should -Be 'old'
        }
    }

    Describe 'Remove-CfySecret' {
        It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
            'remove-1', 'remove-2' | ForEach-Object { $null = New-CfySecret $_ -Value one }

            (Get-CfySecret remove-* | Remove-CfySecret -PassThru).Key | Should -Be 'remove-1', 'remove-2'
            Get-CfySecret remove-* | Should -BeNullOrEmpty
        }

        It 'reports NotFound for a key that does not exist' -Tag Failure {
            Get-ErrorId { Remove-CfySecret nowhere } | Should -Be 'NotFound'
        }

        It 'removes nothing with -WhatIf' -Tag WhatIf {
            $null = New-CfySecret kept -Value one

            Assert-NothingChanged $manager { Get-CfySecret kept | Remove-CfySecret -WhatIf }
        }
    }
}
