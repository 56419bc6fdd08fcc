# Test-CfyBlueprint and New-CfyBlueprintArchive.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $threeTier = Get-RepositoryPath docs/examples/blueprints/three-tier
    $header = 'tosca_definitions_version: cloudify_dsl_1_4', 'imports: [cloudify/types/types.yaml]'
    $null = New-Item -ItemType Directory -Path "$TestDrive/broken", "$TestDrive/import", "$TestDrive/plugin"
    Set-Content -Path "$TestDrive/broken/blueprint.yaml" -Value $header, 'node_templates:', '  host:', '    type: a.b'
    Set-Content -Path "$TestDrive/import/blueprint.yaml" -Value $header[0], "imports: ['http://127.0.0.1:9/a.yaml']"
    Set-Content -Path "$TestDrive/plugin/blueprint.yaml" -Value $header[0], "imports: ['plugin:aws-plugin']"
    Set-Content -Path "$TestDrive/plugin/plugin.yaml" -Value 'plugins:', '  aws:',
    '    {executor: central_deployment_agent, package_name: aws-plugin, package_version: 3.0.1}'
}

Describe 'Test-CfyBlueprint -Offline' {
    It 'needs no session' {
        Get-CfySession | Should -BeNullOrEmpty
        Test-CfyBlueprint $threeTier -Offline | Should -BeTrue
        Get-Item $threeTier/blueprint.yaml | Test-CfyBlueprint -Offline | Should -BeTrue
    }

    It 'returns false, and an error with file and line' {
        $result = Test-CfyBlueprint "$TestDrive/broken" -Offline -ErrorAction SilentlyContinue -ErrorVariable failure

        $result | Should -BeFalse
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidBlueprint,*'
        "$failure" | Should -BeLike "*blueprint.yaml:5:5: Could not locate node type: 'a.b'*"
        $failure.Exception.Problems[0].Path | Should -BeExactly 'node_templates.host.type'
    }

    It 'shows paths below the current location as relative ones' {
        Push-Location $TestDrive
        try {
            $problem = Test-CfyBlueprint broken -Offline -Detailed -ErrorAction Ignore
        }
        finally {
            Pop-Location
        }

        $problem.Location -replace '\\', '/' | Should -BeExactly 'broken/blueprint.yaml:5:5'
    }

    It 'reads plugins from -PluginPath' {
        $failure = Get-Failure { Test-CfyBlueprint "$TestDrive/plugin" -Offline }
        "$failure" | Should -BeLike '*blueprint.yaml:2:*aws-plugin*-PluginPath*'

        Test-CfyBlueprint "$TestDrive/plugin" -Offline -PluginPath "$TestDrive/plugin/plug*.yaml" | Should -BeTrue
    }

    It 'downloads nothing without -AllowDownload' {
        "$(Get-Failure { Test-CfyBlueprint "$TestDrive/import" -Offline })" | Should -BeLike '*-AllowDownload only*'
        "$(Get-Failure { Test-CfyBlueprint "$TestDrive/import" -Offline -AllowDownload })" |
            Should -Not -BeLike '*-AllowDownload only*'
    }

    It 'ends a script with an exit code in a pull request check' {
        $run = Invoke-PowerShellProcess @"
            `$ErrorActionPreference = 'Stop'
            Test-CfyBlueprint '$TestDrive/broken' -Offline
            'not reached'
"@

        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -Match 'not reached'
        $run.Error | Should -Match 'blueprint\.yaml:5:5'
    }
}

Describe 'Test-CfyBlueprint' {
    BeforeAll {
        $manager = Connect-TestManager
    }

    AfterAll {
        Disconnect-TestManager $manager
    }

    It 'has the manager validate a folder or an archive, and leaves no blueprint' -Tag HappyPath {
        $archive = New-CfyBlueprintArchive $threeTier $TestDrive

        Test-CfyBlueprint $threeTier, $archive.FullName | Should -Be $true, $true
        Get-CfyBlueprint | Should -BeNullOrEmpty
    }

    It 'finds the same problem as without a manager' {
        $properties = 'Severity', 'Kind', 'File', 'Line', 'Column', 'Path', 'Reason'
        $online = Test-CfyBlueprint "$TestDrive/broken" -Detailed -ErrorAction Ignore
        $offline = Test-CfyBlueprint "$TestDrive/broken" -Offline -Detailed -ErrorAction Ignore

        $online | Should -Not -BeNullOrEmpty
        $online | Select-Object $properties | ConvertTo-Json |
            Should -BeExactly ($offline | Select-Object $properties | ConvertTo-Json)
        Get-CfyBlueprint | Should -BeNullOrEmpty
    }

    It 'is refused by a manager that cannot validate' -Tag Failure {
        $old = Connect-TestManager -Version 5.0.5
        try {
            $failure = Get-Failure { Test-CfyBlueprint $threeTier }
        }
        finally {
            Disconnect-TestManager $old
        }

        $failure.FullyQualifiedErrorId | Should -BeLike 'Unsupported,*'
        "$failure" | Should -BeLike 'Manager 5.1 or later is required for Test-CfyBlueprint*'
    }
}

Describe 'New-CfyBlueprintArchive' {
    It 'makes the same archive of the same folder, which can be published' -Tag HappyPath {
        $one = New-CfyBlueprintArchive $threeTier "$TestDrive/one.tar.gz"
        $two = New-CfyBlueprintArchive $threeTier/blueprint.yaml "$TestDrive/two.tar.gz"

        (Get-FileHash $one.FullName).Hash | Should -Be (Get-FileHash $two.FullName).Hash
        $manager = Connect-TestManager
        try {
            ($one | Publish-CfyBlueprint -Id packed).State | Should -Be 'uploaded'
        }
        finally {
            Disconnect-TestManager $manager
        }
    }

    It 'writes no file with -WhatIf' -Tag WhatIf {
        New-CfyBlueprintArchive $threeTier "$TestDrive/rehearsed.tar.gz" -WhatIf

        "$TestDrive/rehearsed.tar.gz" | Should -Not -Exist
    }

    It 'replaces a file with -Force only, and refuses an archive' -Tag Failure {
        $path = "$TestDrive/same.tar.gz"
        $null = New-CfyBlueprintArchive $threeTier $path
        { New-CfyBlueprintArchive $threeTier $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileFailed,*'
        (New-CfyBlueprintArchive $threeTier $path -Force).FullName | Should -Be (Get-Item $path).FullName
        { New-CfyBlueprintArchive $path -ErrorAction Stop } | Should -Throw '*archive already*'
    }
}
