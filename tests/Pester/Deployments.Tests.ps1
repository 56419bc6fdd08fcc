BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyDeployment' {
    It 'creates a deployment of a piped blueprint that can be installed at once' -Tag HappyPath {
        $deployment = Publish-SmallBlueprint new | New-CfyDeployment new -Inputs @{ greeting = 'hi' }

        $deployment | Should -BeOfType 'CloudifyPS.Deployment'
        $deployment.BlueprintId | Should -Be 'new'
        $deployment.Inputs['greeting'] | Should -Be 'hi'
        ($deployment | Start-CfyExecution install -Wait).Status | Should -Be 'terminated'
    }

    It 'prefers -Inputs to files, and keeps labels, names and sites' {
        $null = Publish-SampleBlueprint inputs
        $file = Join-Path $TestDrive 'inputs.json'
        Set-Content -LiteralPath $file -Value '{"host_name": "from.file", "port": 8443}'

        $deployment = New-CfyDeployment inputs inputs @{ host_name = 'from.line' } -InputFile $file `
            -Label @{ team = 'a', 'b' } -DisplayName 'My shop' -Visibility private

        $deployment.Inputs['host_name'] | Should -Be 'from.line'
        $deployment.Inputs['port'] | Should -Be 8443
        $deployment.Inputs['environment'] | Should -Be 'staging'
        $deployment.Labels | Where-Object Key -EQ team | ForEach-Object Value | Sort-Object | Should -Be 'a', 'b'
        $deployment.DisplayName | Should -Be 'My shop'
        $deployment.Visibility | Should -Be 'private'
    }

    It 'reports InvalidInput, with all problems, for inputs that the blueprint does not take' -Tag Failure {
        $blueprint = Publish-SampleBlueprint wrong-inputs

        $failure = Get-Failure {
            $blueprint | New-CfyDeployment wrong-inputs -Inputs @{ host_name = 'UPPER'; port = 70000; unknown = 1 }
        }

        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        $failure.TargetObject | Should -Be 'wrong-inputs'
        'host_name', 'port', 'unknown' | ForEach-Object { "$failure" | Should -Match $_ }
        Get-Failure { $blueprint | New-CfyDeployment wrong-inputs } | Should -Match 'host_name'
    }

    It 'reports Conflict for an id that exists, and NotFound for a blueprint that does not' -Tag Failure {
        $null = New-SmallDeployment twice

        Get-ErrorId { New-CfyDeployment twice twice } | Should -Be 'Conflict'
        Get-ErrorId { New-CfyDeployment lost nowhere } | Should -Be 'NotFound'
    }

    It 'creates nothing with -WhatIf' -Tag WhatIf {
        $null = Publish-SmallBlueprint rehearsed

        Assert-NothingChanged $manager { Get-CfyBlueprint rehearsed | New-CfyDeployment rehearsed -WhatIf }
    }
}

Describe 'Get-CfyDeployment' {
    BeforeAll {
        $blueprint = Publish-SmallBlueprint get
        'get-1', 'get-2' | ForEach-Object { $null = $blueprint | New-CfyDeployment $_ }
        $null = New-SmallDeployment other
    }

    It 'gets one by its id' -Tag HappyPath {
        $deployment = Get-CfyDeployment get-1

        $deployment | Should -BeOfType 'CloudifyPS.Deployment'
        $deployment.Id | Should -Be 'get-1'
        $deployment.DeploymentId | Should -Be 'get-1'
    }

    It 'gets several by their ids, by wildcards and by their blueprint' {
        (Get-CfyDeployment *-2, othe?).Id | Sort-Object | Should -Be 'get-2', 'other'
        (Get-CfyDeployment get-1, other).Id | Sort-Object | Should -Be 'get-1', 'other'
        (Get-CfyDeployment -BlueprintId get).Id | Sort-Object | Should -Be 'get-1', 'get-2'
        (Get-CfyBlueprint get | Get-CfyDeployment).Id | Sort-Object | Should -Be 'get-1', 'get-2'
    }

    It 'gets the deployment of <Kind>' -ForEach @(
        @{ Kind = 'an execution'; Source = { Get-CfyExecution -DeploymentId other -First 1 } }
        @{ Kind = 'a node'; Source = { Get-CfyNode host -DeploymentId other } }
        @{ Kind = 'a node instance'; Source = { Get-CfyNodeInstance -DeploymentId other -NodeId host } }
    ) {
        (& $Source | Get-CfyDeployment).Id | Should -Be 'other'
    }

    It 'counts -First and -Skip over all, for piped objects and for keys' {
        $blueprints = Get-CfyBlueprint get, other

        ($blueprints | Get-CfyDeployment -First 2).Id | Should -HaveCount 2
        ($blueprints | Get-CfyDeployment -First 1 -Skip 2).Id | Should -HaveCount 1
        ('get-1', 'get-2', 'other' | Get-CfyDeployment -First 2).Id | Should -Be 'get-1', 'get-2'
    }

    It 'reports NotFound for a deployment that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyDeployment nowhere } | Should -Be 'NotFound'
    }
}

Describe 'The values of a deployment' {
    BeforeAll {
        $deployment = New-SampleDeployment values
        $null = $deployment | Start-CfyExecution install -Wait
    }

    Describe 'Get-CfyDeploymentInput' {
        It 'returns the inputs as properties' -Tag HappyPath {
            $inputs = $deployment | Get-CfyDeploymentInput

            $inputs.host_name | Should -Be 'shop.example.com'
            $inputs.port | Should -Be 443
            $inputs.DeploymentId | Should -Be 'values'
        }

        It 'reports NotFound for a deployment that does not exist' -Tag Failure {
            Get-ErrorId { Get-CfyDeploymentInput nowhere } | Should -Be 'NotFound'
        }
    }

    Describe 'Get-CfyDeploymentOutput' {
        It 'returns the outputs as properties' -Tag HappyPath {
            $outputs = $deployment | Get-CfyDeploymentOutput

            $outputs.url | Should -Be 'https://shop.example.com:443'
            $outputs.Outputs['url'] | Should -Be 'https://shop.example.com:443'
        }

        It 'reports NotFound for a deployment that does not exist' -Tag Failure {
            Get-ErrorId { Get-CfyDeploymentOutput nowhere } | Should -Be 'NotFound'
        }
    }

    Describe 'Get-CfyDeploymentCapability' {
        It 'returns the capabilities as properties' -Tag HappyPath {
            $capabilities = $deployment | Get-CfyDeploymentCapability

            $capabilities.Capabilities.Keys | Should -Not -BeNullOrEmpty
            foreach ($name in $capabilities.Capabilities.Keys) {
                $capabilities.$name | Should -Be $capabilities.Capabilities[$name]
            }
        }

        It 'reports NotFound for a deployment that does not exist' -Tag Failure {
            Get-ErrorId { Get-CfyDeploymentCapability nowhere } | Should -Be 'NotFound'
        }
    }

    Describe 'Get-CfyWorkflow' {
        It 'returns the workflows, which can be started from the pipeline' -Tag HappyPath {
            ($deployment | Get-CfyWorkflow).Name | Should -Contain 'heal'
            ($deployment | Get-CfyWorkflow -Name *install).Name | Sort-Object |
                Should -Be 'install', 'reinstall', 'uninstall'

            $execution = Get-CfyWorkflow values check_status | Start-CfyExecution -Wait
            "$($execution.DeploymentId) $($execution.WorkflowId)" | Should -Be 'values check_status'
        }

        It 'reports NotFound for a deployment that does not exist' -Tag Failure {
            Get-ErrorId { Get-CfyWorkflow nowhere } | Should -Be 'NotFound'
        }
    }
}

Describe 'Remove-CfyDeployment' {
    It 'removes a deployment, waits until it is gone, and returns it with -PassThru' -Tag HappyPath {
        (New-SmallDeployment remove | Remove-CfyDeployment -Wait -PassThru).Id | Should -Be 'remove'

        Get-CfyDeployment remove* | Should -BeNullOrEmpty
        { Remove-CfyBlueprint remove } | Should -Not -Throw
    }

    It 'removes installed nodes with -IgnoreLiveNodes only' -Tag Failure {
        $null = New-SmallDeployment live | Start-CfyExecution install -Wait

        Get-Failure { Remove-CfyDeployment live -Wait } | Should -Match 'live'
        (Get-CfyDeployment live).InstallationStatus | Should -Be 'active'

        Get-CfyDeployment live | Remove-CfyDeployment -Force -Wait
        Get-CfyDeployment live* | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a deployment that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyDeployment nowhere } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $null = New-SmallDeployment kept

        Assert-NothingChanged $manager { Get-CfyDeployment kept | Remove-CfyDeployment -WhatIf }
    }
}
