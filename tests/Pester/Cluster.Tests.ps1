BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    # Later managers have no cluster endpoints. A cluster does not become a single manager again: each test of a start
    # has its own manager.
    $joining = Connect-TestManager -Version 4.6.0
    $single = Connect-TestManager -Version 4.6.0
    $recent = Connect-TestManager
    $manager = Connect-TestManager -Version 4.6.0
    $null = Start-CfyCluster 10.0.0.1 one
    $paths = @{ Path = 'cluster', 'cluster/nodes' }
}

AfterAll {
    $manager, $recent, $single, $joining | ForEach-Object { Disconnect-TestManager $_ }
}

Describe 'Start-CfyCluster' {
    It 'makes the manager the first node of a cluster' -Tag HappyPath {
        $starting = Connect-TestManager -Version 4.6.0
        try {
            (Start-CfyCluster 10.0.0.7 seven -Session $starting.Session).Initialized | Should -BeTrue
            (Get-CfyClusterNode -Session $starting.Session).Name | Should -Be 'seven'
        }
        finally {
            Disconnect-TestManager $starting
        }
    }

    It 'reports Unsupported on a manager that has no clusters' -Tag Failure {
        Get-ErrorId { Start-CfyCluster 10.0.0.1 one -Session $recent.Session } | Should -Be 'Unsupported'
    }

    It 'starts nothing with -WhatIf' -Tag WhatIf {
        Start-CfyCluster 10.0.0.1 one -Session $single.Session -WhatIf

        (Get-CfyCluster -Session $single.Session).Initialized | Should -BeFalse
    }
}

Describe 'Get-CfyCluster' {
    It 'returns the state of the cluster' -Tag HappyPath {
        (Get-CfyCluster -Session $manager.Session).Initialized | Should -BeTrue
    }

    It 'reports Unsupported on a manager that has no clusters' -Tag Failure {
        Get-ErrorId { Get-CfyCluster -Session $recent.Session } | Should -Be 'Unsupported'
    }
}

Describe 'Add-CfyClusterNode' {
    It 'adds a node, and keeps its credentials out of sight' -Tag HappyPath {
        $node = Add-CfyClusterNode added 10.0.0.2 -Session $manager.Session

        $node.Name | Should -Be 'added'
        "$($node.Credentials)" | Should -Be '(hidden)'
    }

    It 'reports Conflict for a node that exists' -Tag Failure {
        Get-ErrorId { Add-CfyClusterNode one 10.0.0.1 -Session $manager.Session } | Should -Be 'Conflict'
    }

    It 'adds nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager {
            Add-CfyClusterNode rehearsed 10.0.0.3 -Session $manager.Session -WhatIf
        } @paths
    }
}

Describe 'Get-CfyClusterNode' {
    It 'gets nodes by name and by wildcards' -Tag HappyPath {
        (Get-CfyClusterNode one -Session $manager.Session).HostIp | Should -Be '10.0.0.1'
        (Get-CfyClusterNode o* -Session $manager.Session).Name | Should -Be 'one'
    }

    It 'reports NotFound for a node that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyClusterNode nowhere -Session $manager.Session } | Should -Be 'NotFound'
    }
}

Describe 'Join-CfyCluster' {
    It 'joins a cluster with the node that the cluster has added' -Tag HappyPath {
        $node = Add-CfyClusterNode joins 10.0.0.4 -Session $manager.Session

        $state = Join-CfyCluster 10.0.0.4 joins -Credential $node.Credentials -JoinAddress 10.0.0.1 `
            -Session $joining.Session

        $state | Should -BeOfType 'CloudifyPS.ClusterState'
        (Get-CfyCluster -Session $joining.Session).Initialized | Should -BeTrue
    }

    It 'reports Unsupported on a manager that has no clusters' -Tag Failure {
        $node = Add-CfyClusterNode refused 10.0.0.5 -Session $manager.Session

        Get-ErrorId {
            Join-CfyCluster 10.0.0.5 refused -Credential $node.Credentials -JoinAddress 10.0.0.1 `
                -Session $recent.Session
        } | Should -Be 'Unsupported'
    }

    It 'joins nothing with -WhatIf' -Tag WhatIf {
        $node = Add-CfyClusterNode rehearsed-join 10.0.0.6 -Session $manager.Session

        Join-CfyCluster 10.0.0.6 rehearsed-join -Credential $node.Credentials -JoinAddress 10.0.0.1 `
            -Session $single.Session -WhatIf

        (Get-CfyCluster -Session $single.Session).Initialized | Should -BeFalse
    }
}

Describe 'Set-CfyCluster' {
    It 'changes settings of the cluster' -Tag HappyPath {
        Set-CfyCluster @{ heartbeat_interval = 5 } -Session $manager.Session |
            Should -BeOfType 'CloudifyPS.ClusterState'
    }

    It 'reports Unsupported on a manager that has no clusters' -Tag Failure {
        Get-ErrorId { Set-CfyCluster -ActiveNode one -Session $recent.Session } | Should -Be 'Unsupported'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager {
            Set-CfyCluster @{ heartbeat_interval = 6 } -Session $manager.Session -WhatIf
        } @paths
    }
}

Describe 'Remove-CfyClusterNode' {
    It 'removes a piped node' -Tag HappyPath {
        $node = Add-CfyClusterNode removed 10.0.0.8 -Session $manager.Session

        (Get-CfyClusterNode removed -Session $manager.Session | Remove-CfyClusterNode -PassThru).Name |
            Should -Be $node.Name
        (Get-CfyClusterNode -Session $manager.Session).Name | Should -Not -Contain 'removed'
    }

    It 'reports NotFound for a node that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyClusterNode nowhere -Session $manager.Session } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $null = Add-CfyClusterNode kept 10.0.0.9 -Session $manager.Session

        Assert-NothingChanged $manager { Remove-CfyClusterNode kept -Session $manager.Session -WhatIf } @paths
    }
}
