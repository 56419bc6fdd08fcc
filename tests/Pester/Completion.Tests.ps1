# What Tab offers, through TabExpansion2 as the console calls it.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    $null = New-SmallDeployment key-1 | Start-CfyExecution install -Wait
    $null = New-CfySecret key-1 -Value v
    $null = New-CfyTenant key-1
    $null = New-CfyUser key-1 (Get-TestPassword)
    $null = New-CfyUserGroup key-1
    $null = New-CfySnapshot key-1 -Wait
    $null = Publish-CfyPlugin -LiteralPath (Get-Archive plugin.zip)
    $null = New-CfyToken

    # Returns what Tab offers at the end of a line. Variables of the line are those of the test.
    function Get-Completion {
        param([string] $Line)

        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
    }
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Keys' {
    It 'are completed for <Noun>' -ForEach @(
        @{ Noun = 'blueprints'; Line = 'Get-CfyBlueprint '; Get = { Get-CfyBlueprint } }
        @{ Noun = 'deployments'; Line = 'Get-CfyDeployment '; Get = { Get-CfyDeployment } }
        @{ Noun = 'executions'; Line = 'Get-CfyExecution '; Get = { Get-CfyExecution } }
        @{ Noun = 'nodes'; Line = 'Get-CfyNode '; Get = { Get-CfyNode } }
        @{ Noun = 'node instances'; Line = 'Get-CfyNodeInstance '; Get = { Get-CfyNodeInstance } }
        @{ Noun = 'plugins'; Line = 'Get-CfyPlugin '; Get = { Get-CfyPlugin } }
        @{ Noun = 'secrets'; Line = 'Get-CfySecret '; Get = { Get-CfySecret }; Key = 'Key' }
        @{ Noun = 'snapshots'; Line = 'Get-CfySnapshot '; Get = { Get-CfySnapshot } }
        @{ Noun = 'tenants'; Line = 'Get-CfyTenant '; Get = { Get-CfyTenant }; Key = 'Name' }
        @{ Noun = 'tokens'; Line = 'Remove-CfyToken '; Get = { Get-CfyToken } }
        @{ Noun = 'users'; Line = 'Get-CfyUser '; Get = { Get-CfyUser }; Key = 'UserName' }
        @{ Noun = 'user groups'; Line = 'Get-CfyUserGroup '; Get = { Get-CfyUserGroup }; Key = 'Name' }
    ) {
        $property = if ($Key) { $Key } else { 'Id' }
        $keys = & $Get | ForEach-Object $property | Sort-Object

        $keys | Should -Not -BeNullOrEmpty
        Get-Completion $Line | Should -Be $keys
    }

    It 'are completed for cluster nodes of a manager that has them' {
        $old = Connect-TestManager -Version 4.5.0
        try {
            $null = Start-CfyCluster -HostIp 10.0.0.1 -NodeName one

            Get-Completion 'Get-CfyClusterNode ' | Should -Be 'one'
        }
        finally {
            Disconnect-TestManager $old
        }
    }

    It 'are those of the session and the tenant on the command line' {
        $other = Connect-TestManager
        try {
            $null = New-CfySecret other -Value v -Session $other.Session
            $null = New-CfySecret apart -Value v -Session $manager.Session -Tenant key-1

            Get-Completion 'Get-CfySecret -Key ' | Should -Be 'other'
            Get-Completion 'Get-CfySecret -Tenant key-1 -Session $manager.Session -Key ' | Should -Be 'apart'
        }
        finally {
            Disconnect-TestManager $other
        }
    }

    It 'begin with what is typed, in any letter case' {
        'blue', 'Blues', 'red' | ForEach-Object { $null = New-CfySecret $_ -Value v }

        Get-Completion 'Get-CfySecret BLU' | Should -Be 'blue', 'Blues'
        Get-Completion 'Get-CfySecret lue' | Should -BeNullOrEmpty
        Get-Completion 'Get-CfySecret red, bl' | Should -Be 'blue', 'Blues'
    }

    It 'are quoted where PowerShell needs it' {
        # The simulator, like a manager, refuses such keys; other tools may have stored them.
        $server = Start-CannedServer ('{"version": "7.0.5", "items": [{"key": "x y"}, {"key": "x''z"}, {"key": "$x"}], ' +
            '"metadata": {"pagination": {"total": 3, "offset": 0, "size": 1000}}}')
        try {
            $session = Connect-CfyManager $server.Address -NoProxy -Credential $manager.Simulator.Credential

            Get-Completion 'Get-CfySecret -Session $session ' | Should -Be "'`$x'", "'x y'", "'x''z'"
            Get-Completion "Get-CfySecret -Session `$session 'x y" | Should -Be "'x y'"
            Get-Completion 'Get-CfySecret -Session $session "x' | Should -Be "'x y'", "'x''z'"
            $session | Disconnect-CfyManager
        }
        finally {
            Stop-CannedServer $server
        }
    }

    It 'match the wildcards that are typed' {
        'wild-1-a', 'wild-2-b' | ForEach-Object { $null = New-CfySecret $_ -Value v }

        Get-Completion 'Get-CfySecret wild*b' | Should -Be 'wild-2-b'
        Get-Completion 'Get-CfySecret *-1-a' | Should -Be 'wild-1-a'
        Get-Completion 'Get-CfySecret wild-[2-3]*' | Should -Be 'wild-2-b'
    }

    It 'are found beyond the first 1,000 names' {
        $null = New-CfyTenant (@(1..1001 | ForEach-Object { "many$_" }) + 'zebra')

        Get-Completion 'Get-CfyTenant zeb' | Should -Be 'zebra'
    }

    It 'of workflows are those of the deployment on the command line' {
        Get-Completion 'Start-CfyExecution -DeploymentId key-1 -WorkflowId uni' | Should -Be 'uninstall'
        Get-Completion 'Start-CfyExecution sc' | Should -Be 'scale'
    }

    It 'are not offered without a session, and nothing is reported' {
        $manager.Session | Disconnect-CfyManager
        try {
            $Error.Clear()
            Get-Completion 'Get-CfySecret -Key k' | Should -BeNullOrEmpty
            $Error | Should -BeNullOrEmpty
        }
        finally {
            $manager.Session = $manager.Simulator | Connect-CfyManager
        }
    }

    It 'are not offered when the manager refuses, and nothing is reported' {
        $null = New-CfyUser stranger (Get-TestPassword)
        $credential = New-Object pscredential stranger, (Get-TestPassword)
        $stranger = Connect-CfyManager $manager.Simulator.Manager -Credential $credential
        try {
            $Error.Clear()
            Get-Completion 'Get-CfySecret -Session $stranger -Key k' | Should -BeNullOrEmpty
            $Error | Should -BeNullOrEmpty
        }
        finally {
            $stranger | Disconnect-CfyManager
        }
    }
}

Describe 'Fixed values' {
    It 'are offered after <Line>' -ForEach @(
        @{ Line = 'New-CfySecret k -Visibility '; Expected = 'global', 'private', 'tenant' }
        @{ Line = 'Get-CfyExecution -Status te'; Expected = 'terminated' }
        @{ Line = 'Set-CfyExecution e -Status can'; Expected = 'cancelled', 'cancelling' }
        @{ Line = 'Set-CfyNodeInstance i -State crea'; Expected = 'created', 'creating' }
        @{ Line = 'Get-CfyEvent -Level '; Expected = 'critical', 'debug', 'error', 'info', 'warning' }
        @{ Line = 'Get-CfyEvent -Type '; Expected = 'All', 'Event', 'Log' }
        @{ Line = 'Get-CfyEvent -EventType workflow_st'; Expected = 'workflow_stage', 'workflow_started' }
        @{ Line = 'Add-CfyTenantUser u t -Role '; Expected = 'manager', 'operations', 'user', 'viewer' }
        @{ Line = 'New-CfyUser u -Role '; Expected = 'default', 'sys_admin' }
        @{ Line = 'Invoke-CfyRestMethod x -Method P'; Expected = 'PATCH', 'POST', 'PUT' }
    ) {
        Get-Completion $Line | Should -Be $Expected
    }

    It 'need no session' {
        $manager.Session | Disconnect-CfyManager
        try {
            Get-Completion 'New-CfySecret k -Visibility pr' | Should -Be 'private'
        }
        finally {
            $manager.Session = $manager.Simulator | Connect-CfyManager
        }
    }

    It 'are those of the manager: it has other system roles before 4.2' {
        $old = Connect-TestManager -Version 4.0.0
        try {
            Get-Completion 'New-CfyUser u -Role ' | Should -Be 'admin', 'user'
        }
        finally {
            Disconnect-TestManager $old
        }
    }
}

Describe 'Names' {
    It 'of cmdlets are completed' {
        Get-Completion 'Publish-Cfy' | Should -Be 'Publish-CfyBlueprint', 'Publish-CfyPlugin', 'Publish-CfySnapshot'
    }

    It 'of parameters are completed' {
        Get-Completion 'Start-CfyExecution -Dr' | Should -Be '-DryRun'
        Get-Completion 'Get-CfyEvent -Node' | Should -Be '-NodeId', '-NodeInstanceId'
    }

    It 'of properties are completed after a pipe' {
        Get-Completion 'Get-CfyDeployment | Where-Object BlueprintI' | Should -Contain 'BlueprintId'
    }
}
