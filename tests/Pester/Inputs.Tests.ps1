# Inputs of deployments and parameters of workflows: where they are read from, and how they are checked.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    $threeTier = Get-RepositoryPath docs/examples/blueprints/three-tier
    $null = Publish-CfyBlueprint -Path $threeTier -Id shop
    Set-Content -Path "$TestDrive/common.yaml" -Value 'host_name: a.example.com', 'database: {name: common, size: 20}'
    $null = New-Item -ItemType Directory -Path "$TestDrive/production"
    Set-Content -Path "$TestDrive/production/1.json" -Value '{ "application_hosts": 3 } // three', '/* end */'
    Set-Content -Path "$TestDrive/production/2.yml" -Value 'environment: production'
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyDeployment -Inputs' {
    It 'merges files, a folder, texts and a hashtable in order' {
        $deployment = New-CfyDeployment merged shop -InputFile "$TestDrive/common.yaml" -Inputs (
            "$TestDrive/production", 'application_hosts=4', 'database.size=40', 'application_version=1.10.0',
            @{ port = 8443 })

        $deployment.Inputs.host_name | Should -BeExactly 'a.example.com'
        $deployment.Inputs.environment | Should -BeExactly 'production'
        $deployment.Inputs.application_hosts | Should -Be 4
        $deployment.Inputs.application_version | Should -BeExactly '1.10.0'
        $deployment.Inputs.port | Should -Be 8443
        $deployment.Inputs.database.name | Should -BeExactly 'common'
        $deployment.Inputs.database.size | Should -Be 40
    }

    It 'merges objects key by key with -MergeInputs Deep only' {
        $deep = New-CfyDeployment deep shop "$TestDrive/common.yaml", @{ database = @{ size = 50 } } -MergeInputs Deep

        $deep.Inputs.database.name, $deep.Inputs.database.size | Should -Be 'common', 50
        { New-CfyDeployment shallow shop "$TestDrive/common.yaml", @{ database = @{ size = 50 } } -ErrorAction Stop } |
            Should -Throw "*'database.name' is required*" -ErrorId 'InvalidInput,*'
    }

    It 'names every problem with its line and without a value, and creates nothing' {
        Set-Content -Path "$TestDrive/wrong.yaml" -Value 'environment: hush', '', 'port: 0', 'nope: hush'
        Assert-NothingChanged $manager -Path deployments, executions {
            $failure = Get-Failure { New-CfyDeployment wrong shop "$TestDrive/wrong.yaml" }

            $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
            $failure.Exception.Problems.Kind | Should -Be 'Unknown', 'Constraint', 'Missing', 'Constraint'
            $failure.Exception.Problems.Path | Should -Be 'nope', 'environment', 'host_name', 'port'
            $failure.Exception.Problems.Line | Should -Be 4, 1, $null, 3
            "$failure" | Should -BeLike "*wrong.yaml:3:1: 'port' must be from 1 to 65535.*"
            "$failure" | Should -Not -Match hush
        }
    }

    It 'takes a row of a CSV file' {
        $row = 'Id,BlueprintId,Inputs', 'row,shop,"{""host_name"": ""b.example.com"", ""port"": 81}"' |
            ConvertFrom-Csv

        ($row | New-CfyDeployment).Inputs.port | Should -Be 81
    }
}

Describe 'Start-CfyExecution -Parameters' {
    It 'takes the same sources' {
        $null = New-CfyDeployment run shop -Inputs host_name=c.example.com
        $null = Start-CfyExecution install run -Wait
        Set-Content -Path "$TestDrive/scale.yaml" -Value 'scalable_entity_name: application_host', 'delta: 2'

        $execution = Start-CfyExecution scale run -ParameterFile "$TestDrive/sc*.yaml" -Parameters delta=1 -Wait

        $execution.Parameters.scalable_entity_name, $execution.Parameters.delta | Should -Be 'application_host', 1
    }
}

Describe 'Completion of -MergeInputs' {
    It 'offers Deep and Shallow' {
        $text = 'New-CfyDeployment a b -MergeInputs '
        (TabExpansion2 $text $text.Length).CompletionMatches.CompletionText | Should -Be 'Deep', 'Shallow'
    }
}

Describe 'Test-CfyInput' {
    It 'returns true for valid inputs, on the manager and without one' -Tag HappyPath {
        Test-CfyInput shop 'host_name=a' | Should -BeTrue
        Test-CfyInput -Path $threeTier -Inputs host_name=a | Should -BeTrue
    }

    It 'returns false and an error for inputs that are not valid' -Tag Failure {
        $result = Test-CfyInput shop @{ host_name = 'A'; port = 'x' } `
            -ErrorAction SilentlyContinue -ErrorVariable failure

        $result | Should -BeFalse
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        "$failure" | Should -BeLike "*'port' must be an integer*"
    }

    It 'returns the problems with -Detailed, and nothing for valid inputs' {
        Set-Content -Path "$TestDrive/wrong.yaml" -Value 'host_name: a', 'port: hush'
        $problems = Test-CfyInput -Path $threeTier -InputFile "$TestDrive/wrong.yaml" -Detailed -ErrorAction Ignore

        $problems | Should -HaveCount 1
        $problems.Severity, $problems.Kind, $problems.Path, $problems.Line | Should -Be 'Error', 'Type', 'port', 2
        $problems.Location | Should -BeLike '*wrong.yaml:2:1'
        Test-CfyInput shop host_name=a -Detailed | Should -BeNullOrEmpty
    }

    It 'creates nothing' {
        Assert-NothingChanged $manager { Test-CfyInput shop host_name=a }
    }
}

Describe 'New-CfyInputFile' {
    It 'writes a file that is valid as it is, except for required inputs' -Tag HappyPath {
        $file = New-CfyInputFile -Path $threeTier -DestinationPath $TestDrive

        $file.Name | Should -BeExactly 'three-tier-inputs.yaml'
        $missing = Test-CfyInput shop -InputFile $file.FullName -Detailed -ErrorAction Ignore
        $missing.Kind, $missing.Path | Should -Be 'Missing', 'host_name'
        (Get-Content $file.FullName) -replace '^#host_name:', 'host_name: a.example.com' -replace '^#(?! \S)' |
            Set-Content $file.FullName
        Test-CfyInput shop -InputFile $file.FullName | Should -BeTrue
    }

    It 'writes no file with -WhatIf' -Tag WhatIf {
        New-CfyInputFile shop "$TestDrive/rehearsed.yaml" -WhatIf

        "$TestDrive/rehearsed.yaml" | Should -Not -Exist
    }

    It 'replaces a file with -Force only' -Tag Failure {
        $path = "$TestDrive/inputs.yaml"
        $null = New-CfyInputFile shop $path
        { New-CfyInputFile shop $path -ErrorAction Stop } | Should -Throw '*already exists*' -ErrorId 'FileFailed,*'
        (New-CfyInputFile shop $path -Force).FullName | Should -Be (Get-Item $path).FullName
    }
}

Describe 'Get-CfyBlueprintInput -Path' {
    It 'returns what the manager returns' {
        $properties = 'Name', 'Type', 'Description', 'Default', 'Required', 'DisplayLabel', 'Constraints'
        $offline = Get-CfyBlueprintInput -Path $threeTier | Select-Object $properties | ConvertTo-Json -Depth 5

        $offline | Should -BeExactly (Get-CfyBlueprintInput shop | Select-Object $properties | ConvertTo-Json -Depth 5)
    }
}
