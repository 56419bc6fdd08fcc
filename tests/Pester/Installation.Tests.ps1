BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'The main job: a blueprint, a deployment, an installation' {
    BeforeAll {
        $blueprint = Publish-SampleBlueprint -Id shop
        $inputs = @{ host_name = 'shop.example.com'; application_hosts = 3 }
        $deployment = $blueprint | New-CfyDeployment -Id shop -Inputs $inputs
        $execution = $deployment | Start-CfyExecution -WorkflowId install -Wait
    }

    It 'publishes the blueprint' {
        $blueprint | Should -BeOfType CloudifyPS.Blueprint
        (Get-CfyBlueprint).Id | Should -Be 'shop'
    }

    It 'ends the installation' {
        $execution.Status | Should -Be 'terminated'
        (Get-CfyNodeInstance -DeploymentId shop).State | Select-Object -Unique | Should -Be 'started'
    }

    It 'makes as many instances as the inputs ask for' {
        @($deployment | Get-CfyNodeInstance | Where-Object NodeId -EQ 'application_host').Count | Should -Be 3
    }

    It 'evaluates the outputs' {
        ($deployment | Get-CfyDeploymentOutput).Outputs['url'] | Should -Be 'https://shop.example.com:443'
    }

    It 'has the events of the execution, from its start to its end' {
        $events = @($execution | Get-CfyEvent)

        $events[0].EventType | Should -Be 'workflow_started'
        $events[-1].EventType | Should -Be 'workflow_succeeded'
    }

    It 'takes everything away again' {
        $deployment | Start-CfyExecution -WorkflowId uninstall -Wait
        $deployment | Remove-CfyDeployment -Wait
        $blueprint | Remove-CfyBlueprint

        Get-CfyDeployment | Should -BeNullOrEmpty
        Get-CfyBlueprint | Should -BeNullOrEmpty
    }
}
