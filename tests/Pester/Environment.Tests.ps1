# What the process or the machine sets, and not a parameter.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
}

Describe 'The proxy of the environment' -Skip:($PSEdition -ne 'Core') {
    BeforeAll {
        $connect = @'
            $credential = [pscredential]::new('admin', [securestring]::new())
            $parameters = @{ Manager = 'http://manager.invalid:8080'; Credential = $credential; MaximumRetryCount = 0 }
'@
    }

    BeforeEach {
        $proxy = Start-CannedServer '{"id": "x", "version": "7.0.5"}'
        $environment = @{ http_proxy = $proxy.Address; no_proxy = '' }
    }

    AfterEach {
        Stop-CannedServer $proxy
    }

    It 'is used by default' {
        $run = Invoke-PowerShellProcess -Environment $environment "$connect
            `$null = Connect-CfyManager @parameters -WarningAction SilentlyContinue
            (Get-CfyBlueprint x).Id"

        $run.Output | Should -Be 'x'
        $proxy.Requests | ForEach-Object { $_ | Should -BeLike 'GET http://manager.invalid:8080/*' }
    }

    It 'is not used with -NoProxy' {
        $run = Invoke-PowerShellProcess -Environment $environment "$connect
            Connect-CfyManager @parameters -NoProxy"

        $run.Error | Should -Match 'manager\.invalid'
        $proxy.Requests | Should -BeNullOrEmpty
    }
}

Describe 'A full disk' -Skip:(-not (Get-Command prlimit -ErrorAction Ignore)) {
    It 'leaves the file that a download would have replaced, and nothing else' {
        $manager = Connect-TestManager
        try {
            Copy-Item (Get-RepositoryPath 'docs/examples/blueprints/three-tier') $TestDrive -Recurse
            $bytes = [byte[]]::new(1000000)
            [System.Random]::new(1).NextBytes($bytes)
            [System.IO.File]::WriteAllBytes((Join-Path $TestDrive 'three-tier/large.bin'), $bytes)
            $null = Publish-CfyBlueprint (Join-Path $TestDrive 'three-tier') -Id large
            $target = New-Item -Path (Join-Path $TestDrive 'target') -ItemType Directory
            $file = Join-Path $target 'mine.zip'
            Set-Content -LiteralPath $file -Value old -NoNewline

            # No file of the process can grow beyond the limit: the write fails as on a full disk.
            # .NET keeps its own memory in files, unless DOTNET_EnableWriteXorExecute is 0.
            $run = Invoke-PowerShellProcess -Environment @{ DOTNET_EnableWriteXorExecute = '0' } `
                -Launcher 'env', '--ignore-signal=XFSZ', 'prlimit', '--fsize=100000' `
                -ArgumentList $manager.Simulator.Manager, $file @'
                $password = [System.Net.NetworkCredential]::new('', 'admin').SecurePassword
                $null = Connect-CfyManager $args[0] -NoProxy -Credential ([pscredential]::new('admin', $password))
                Save-CfyBlueprint large $args[1] -Force -ErrorVariable failure -ErrorAction SilentlyContinue
                $failure[0].FullyQualifiedErrorId
                $failure[0].Exception.Message
'@

            $run.Error | Should -BeNullOrEmpty
            $id, $message = $run.Output -split "`n"
            $id | Should -BeLike 'FileFailed,*'
            $message | Should -Match 'mine\.zip'
            (Get-ChildItem $target).Name | Should -Be 'mine.zip'
            Get-Content -LiteralPath $file -Raw | Should -Be 'old'
        }
        finally {
            Disconnect-TestManager $manager
        }
    }
}
