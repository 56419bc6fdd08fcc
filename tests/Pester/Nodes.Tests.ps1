BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    $deployment = New-SampleDeployment nodes -Inputs @{ host_name = 'h'; application_hosts = 3 }
    $null = $deployment | Start-CfyExecution install -Wait
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Get-CfyNode' {
    It 'gets the nodes of a deployment' -Tag HappyPath {
        ($deployment | Get-CfyNode).Id | Should -Contain 'application_host'
        ($deployment | Get-CfyNode application_host) | Should -BeOfType 'CloudifyPS.Node'
    }

    It 'gets nodes by wildcards, by type and by an instance' {
        (Get-CfyNode app*_host -DeploymentId nodes).Id | Should -Be 'application_host'
        (Get-CfyNode -DeploymentId nodes -Type three_tier.nodes.Network).Id | Should -Be 'network'
        (Get-CfyNodeInstance -NodeId network -DeploymentId nodes | Get-CfyNode).Id | Should -Be 'network'
    }

    It 'finds a name in every deployment' {
        $null = New-SampleDeployment more-nodes

        (Get-CfyNode database).DeploymentId | Sort-Object | Should -Be 'more-nodes', 'nodes'
    }

    It 'reports NotFound for a node that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyNode nowhere } | Should -Be 'NotFound'
        Get-ErrorId { Get-CfyNode nowhere -DeploymentId nodes } | Should -Be 'NotFound'
    }
}

Describe 'Get-CfyNodeInstance' {
    It 'gets the instances of a node' -Tag HappyPath {
        $instances = $deployment | Get-CfyNode application_host | Get-CfyNodeInstance

        $instances | Should -HaveCount 3
        $instances.State | Select-Object -Unique | Should -Be 'started'
        $instances | Should -BeOfType 'CloudifyPS.NodeInstance'
    }

    It 'gets instances by id, by wildcards and by deployment' {
        $first = Get-CfyNodeInstance application_host_* | Select-Object -First 1

        (Get-CfyNodeInstance $first.Id).NodeId | Should -Be 'application_host'
        Get-CfyNodeInstance -DeploymentId nodes -NodeId application_host | Should -HaveCount 3
        ($deployment | Get-CfyNodeInstance).NodeId | Should -Contain 'network'
    }

    It 'reports NotFound for an instance that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyNodeInstance nowhere } | Should -Be 'NotFound'
    }
}

Describe 'Set-CfyNodeInstance' {
    BeforeEach {
        $id = (Get-CfyNodeInstance -DeploymentId nodes -NodeId network).Id
        $null = Set-CfyNodeInstance $id @{ a = 1; net = @{ ip = '10.0.0.1'; port = 80 } } -State started
    }

    It 'replaces runtime properties and the state' -Tag HappyPath {
        $changed = Get-CfyNodeInstance $id | Set-CfyNodeInstance -RuntimeProperties @{ b = 2 } -State stopped

        $changed.State | Should -Be 'stopped'
        (Get-CfyNodeInstance $id).RuntimeProperties.Keys | Should -Be 'b'
    }

    It 'changes a part with -Merge, and removes a part with -RemoveProperty' {
        $null = Set-CfyNodeInstance $id @{ net = @{ port = 443 } } -Merge
        $null = Set-CfyNodeInstance $id -RemoveProperty net.ip

        $properties = (Get-CfyNodeInstance $id).RuntimeProperties
        $properties['a'] | Should -Be 1
        $properties['net'].Keys | Should -Be 'port'
        $properties['net']['port'] | Should -Be 443
    }

    It 'reports Conflict with both versions when somebody else has changed the instance' -Tag Failure {
        $read = Get-CfyNodeInstance $id
        $null = Set-CfyNodeInstance $id @{ theirs = $true }

        $failure = Get-Failure { $read | Set-CfyNodeInstance -State stopped }

        $failure.FullyQualifiedErrorId | Should -BeLike 'Conflict,*'
        "$failure" | Should -Match "version $($read.Version)\b"
        (Get-CfyNodeInstance $id).RuntimeProperties['theirs'] | Should -BeTrue
    }

    It 'reports NotFound for an instance that does not exist, and InvalidArgument for nothing to change' -Tag Failure {
        Get-ErrorId { Set-CfyNodeInstance nowhere -State started } | Should -Be 'NotFound'
        Get-ErrorId { Set-CfyNodeInstance $id } | Should -Be 'InvalidArgument'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { Set-CfyNodeInstance $id @{ never = 1 } -Merge -WhatIf }
    }
}
