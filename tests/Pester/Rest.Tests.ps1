BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Invoke-CfyRestMethod' {
    It 'sends a body, and returns the answer with the names of the manager' -Tag HappyPath {
        $null = Invoke-CfyRestMethod secrets/rest PUT -Body @{ value = 'one' }

        $answer = Invoke-CfyRestMethod secrets/rest
        "$($answer.key) $($answer.value)" | Should -Be 'rest one'
        (Invoke-CfyRestMethod /api/v3.1/secrets/rest).key | Should -Be 'rest'
    }

    It 'returns the items of all pages with -FollowPage, or some of them with -First' {
        1..5 | ForEach-Object { $null = New-CfySecret "page-$_" -Value $_ }

        $query = @{ key = 1..5 | ForEach-Object { "page-$_" }; _sort = 'key' }
        (Invoke-CfyRestMethod secrets -Query $query -FollowPage -PageSize 2).key |
            Should -Be 'page-1', 'page-2', 'page-3', 'page-4', 'page-5'
        (Invoke-CfyRestMethod secrets -Query $query -First 1 -Skip 1).key | Should -Be 'page-2'
        Invoke-CfyRestMethod secrets -First 0 | Should -BeNullOrEmpty
    }

    It 'saves an answer to a file' {
        $null = Publish-SmallBlueprint rest

        $file = Invoke-CfyRestMethod blueprints/rest/archive -OutFile (Join-Path $TestDrive 'rest.zip')

        (Get-FileHash $file).Hash | Should -Be (Get-FileHash (Get-Archive bp1.zip)).Hash
    }

    It 'reports NotFound for an address that does not exist' -Tag Failure {
        Get-ErrorId { Invoke-CfyRestMethod secrets/nowhere } | Should -Be 'NotFound'
    }

    It 'reports InvalidArgument for <_>' -Tag Failure -ForEach 'http://elsewhere/x', '../../etc' {
        Get-ErrorId { Invoke-CfyRestMethod $_ } | Should -Be 'InvalidArgument'
    }

    It 'sends nothing but reads with -WhatIf' -Tag WhatIf {
        $null = New-CfySecret rest-kept -Value one

        Assert-NothingChanged $manager { Invoke-CfyRestMethod secrets/rest-kept DELETE -WhatIf }
        (Invoke-CfyRestMethod secrets/rest-kept -WhatIf).key | Should -Be 'rest-kept'
    }
}
