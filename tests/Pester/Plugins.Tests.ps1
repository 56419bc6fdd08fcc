BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager

    # A manager takes a plugin once: each test has its own.
    function New-Wagon {
        param([string] $Name)

        $folder = New-Item -Path (Join-Path $TestDrive "$Name/wagon") -ItemType Directory
        @{ package_name = $Name; package_version = '1.0.0'; supported_platform = 'any' } |
            ConvertTo-Json | Set-Content -Path (Join-Path $folder 'package.json')
        $archive = Join-Path $TestDrive "$Name.zip"
        Compress-Archive -Path $folder -DestinationPath $archive
        $wagon = Join-Path $TestDrive "$Name.wgn"
        Move-Item -Path $archive -Destination $wagon
        $wagon
    }
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Publish-CfyPlugin' {
    It 'publishes a wagon with its yaml' -Tag HappyPath {
        $plugin = Publish-CfyPlugin (Get-Archive *.wgn) (Get-Archive plugin.yaml) -Title Lab -Visibility global

        $plugin | Should -BeOfType 'CloudifyPS.Plugin'
        "$($plugin.PackageName) $($plugin.Title) $($plugin.Visibility)" | Should -Be 'cloudify-lab-plugin Lab global'
    }

    It 'takes files from the pipeline' {
        $wagons = 'piped-one', 'piped-two' | ForEach-Object { Get-Item (New-Wagon $_) }

        ($wagons | Publish-CfyPlugin).PackageName | Should -Be 'piped-one', 'piped-two'
    }

    It 'reports Conflict for a plugin that exists, and FileNotFound for a file that does not' -Tag Failure {
        $wagon = New-Wagon twice
        $null = Publish-CfyPlugin $wagon

        Get-ErrorId { Publish-CfyPlugin $wagon } | Should -Be 'Conflict'
        Get-ErrorId { Publish-CfyPlugin (Join-Path $TestDrive nowhere.wgn) } | Should -Be 'FileNotFound'
    }

    It 'publishes nothing with -WhatIf' -Tag WhatIf {
        $wagon = New-Wagon rehearsed

        Assert-NothingChanged $manager { Publish-CfyPlugin $wagon -WhatIf }
    }
}

Describe 'Get-CfyPlugin' {
    It 'gets plugins by id, by package and by wildcards' -Tag HappyPath {
        $plugin = Publish-CfyPlugin (New-Wagon found)

        (Get-CfyPlugin $plugin.Id).PackageName | Should -Be 'found'
        (Get-CfyPlugin -PackageName found -PackageVersion 1.0.0).Id | Should -Be $plugin.Id
        (Get-CfyPlugin "$($plugin.Id.Substring(0, 20))*").Id | Should -Be $plugin.Id
        ($plugin | Get-CfyPlugin).Id | Should -Be $plugin.Id
    }

    It 'reports NotFound for a plugin that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyPlugin nowhere } | Should -Be 'NotFound'
    }
}

Describe 'Save-CfyPlugin' {
    It 'saves the file as it was published' -Tag HappyPath {
        $wagon = New-Wagon saved
        $folder = New-Item -Path (Join-Path $TestDrive 'target') -ItemType Directory

        $file = Publish-CfyPlugin $wagon | Save-CfyPlugin -DestinationPath $folder

        (Get-FileHash $file).Hash | Should -Be (Get-FileHash $wagon).Hash
    }

    It 'reports NotFound for a plugin that does not exist' -Tag Failure {
        Get-ErrorId { Save-CfyPlugin nowhere (Join-Path $TestDrive 'none') } | Should -Be 'NotFound'
    }

    It 'writes nothing with -WhatIf' -Tag WhatIf {
        $file = Join-Path $TestDrive 'not-saved.wgn'

        Publish-CfyPlugin (New-Wagon not-saved-plugin) | Save-CfyPlugin -DestinationPath $file -WhatIf

        $file | Should -Not -Exist
    }
}

Describe 'Remove-CfyPlugin' {
    It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
        $plugin = Publish-CfyPlugin (New-Wagon removed)

        (Get-CfyPlugin $plugin.Id | Remove-CfyPlugin -PassThru).Id | Should -Be $plugin.Id
        Get-CfyPlugin -PackageName removed | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a plugin that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyPlugin nowhere } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $plugin = Publish-CfyPlugin (New-Wagon kept)

        Assert-NothingChanged $manager { $plugin | Remove-CfyPlugin -Force -WhatIf }
    }
}
