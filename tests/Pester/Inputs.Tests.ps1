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
        $row = @('Id,BlueprintId,Inputs', 'row,shop,"{""host_name"": ""b.example.com"", ""port"": 81}"') | ConvertFrom-Csv

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
