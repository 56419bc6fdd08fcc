BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    $execution = New-SmallDeployment events | Start-CfyExecution install -Wait
    $all = $execution | Get-CfyEvent
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Get-CfyEvent' {
    It 'returns events and log lines of <Kind>, in order' -Tag HappyPath -ForEach @(
        @{ Kind = 'an execution'; Source = { $execution } }
        @{ Kind = 'a deployment'; Source = { Get-CfyDeployment events } }
        @{ Kind = 'a blueprint'; Source = { Get-CfyBlueprint events } }
    ) {
        $events = & $Source | Get-CfyEvent

        $events.EventType | Should -Contain 'workflow_succeeded'
        $events.DeploymentId | Select-Object -Unique | Should -Be 'events'
        $events.Timestamp | Should -Be ($events.Timestamp | Sort-Object)
    }

    It 'returns the events of a node instance' {
        $instance = Get-CfyNodeInstance -DeploymentId events -NodeId host

        ($instance | Get-CfyEvent).NodeInstanceId | Select-Object -Unique | Should -Be $instance.Id
    }

    It 'returns either events or log lines with -Type <Type>' -ForEach @(
        @{ Type = 'Event'; Expected = 'cloudify_event' }
        @{ Type = 'Log'; Expected = 'cloudify_log' }
    ) {
        ($execution | Get-CfyEvent -Type $Type).Type | Select-Object -Unique | Should -Be $Expected
        ($execution | Get-CfyEvent -Type $Type -Follow).Type | Select-Object -Unique | Should -Be $Expected
    }

    It 'filters by level, event type, message and time' {
        ($execution | Get-CfyEvent -Level info).Level | Select-Object -Unique | Should -Be 'info'
        (Get-CfyEvent -DeploymentId events -EventType workflow_started -Message "*'install'*").EventType |
            Should -Be 'workflow_started'
        $execution | Get-CfyEvent -After ([System.DateTimeOffset]::Now.AddDays(1)) | Should -BeNullOrEmpty
    }

    It 'returns a part with -First and -Skip' {
        ($execution | Get-CfyEvent -First 2 -Skip 1).Message | Should -Be $all[1..2].Message
        ($execution | Get-CfyEvent -Follow -First 2 -Skip 1).Message | Should -HaveCount 2
        $execution | Get-CfyEvent -Follow -First 0 | Should -BeNullOrEmpty
    }

    It 'returns the total of an empty list with -IncludeTotalCount' {
        $total = $execution | Get-CfyEvent -Message 'no such message' -IncludeTotalCount

        @($total) | Should -HaveCount 1
    }

    It 'follows an execution to its end and returns each event once, on manager <_>' -ForEach '7.0.5', '4.0.0' {
        $running = Connect-TestManager -Version $_ -Speed 20
        try {
            $install = New-SmallDeployment follow | Start-CfyExecution install
            $followed = $install | Get-CfyEvent -Follow
            $listed = $install | Get-CfyEvent

            $followed[-1].EventType | Should -Be 'workflow_succeeded'
            $followed | ForEach-Object { "$($_.EventType) $($_.NodeInstanceId) $($_.Message)" } | Sort-Object |
                Should -Be ($listed | ForEach-Object { "$($_.EventType) $($_.NodeInstanceId) $($_.Message)" } |
                    Sort-Object)
        }
        finally {
            Disconnect-TestManager $running
        }
    }

    It 'takes the IDs of executions from the pipeline' {
        ($execution.Id | Get-CfyEvent).Message | Should -Be $all.Message
        ($execution.Id | Get-CfyEvent -Follow).Message | Should -Be $all.Message
    }

    It 'follows several executions, and reports one that does not exist' {
        $second = New-SmallDeployment events-2 | Start-CfyExecution install

        $events = $execution.Id, 'nowhere', $second.Id |
            Get-CfyEvent -Follow -ErrorAction SilentlyContinue -ErrorVariable failure

        $events.ExecutionId | Sort-Object -Unique | Should -Be ($execution.Id, $second.Id | Sort-Object)
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'follows the running executions of deployments' {
        # The blueprint's two minutes are two minutes.
        $slow = Connect-TestManager -Speed 1
        try {
            $blueprint = Publish-CfyBlueprint (Get-Archive slow.tar.gz) slow
            $running = 'one', 'two' |
                ForEach-Object { $blueprint | New-CfyDeployment $_ -Inputs @{ must = 'x' } } |
                Start-CfyExecution install

            $events = Get-CfyDeployment | Get-CfyEvent -Follow -EventType workflow_started -First 2

            $events.ExecutionId | Sort-Object | Should -Be ($running.Id | Sort-Object)
        }
        finally {
            Disconnect-TestManager $slow
        }
    }

    It 'returns the newest events with -Tail, also with -Follow' {
        ($execution | Get-CfyEvent -Tail 3).Message | Should -Be $all[-3..-1].Message
        ($execution | Get-CfyEvent -Tail 3 -Descending).Message | Should -Be $all[-1..-3].Message
        ($execution | Get-CfyEvent -Tail 1 -Type Event -Follow).EventType | Should -Be 'workflow_succeeded'
    }

    It 'returns the newest events first with -Descending' {
        ($execution | Get-CfyEvent -Descending -First 2).Message | Should -Be $all[-1..-2].Message
    }

    It 'returns log lines from a level on with -MinimumLevel' {
        ($execution | Get-CfyEvent -MinimumLevel INFO).Level | Sort-Object -Unique | Should -Be 'info'
        $execution | Get-CfyEvent -MinimumLevel warning | Should -BeNullOrEmpty
    }

    It 'reports InvalidArgument for <Parameters>' -ForEach @(
        @{ Parameters = '-Level info -MinimumLevel info' }
        @{ Parameters = '-MinimumLevel info -Type Event' }
        @{ Parameters = '-Follow -Descending -ExecutionId x' }
    ) {
        Get-ErrorId ([scriptblock]::Create("Get-CfyEvent $Parameters")) | Should -Be 'InvalidArgument'
    }

    It 'reports NoExecutionToFollow for a deployment in which nothing runs' {
        Get-ErrorId { Get-CfyDeployment events | Get-CfyEvent -Follow } | Should -Be 'NoExecutionToFollow'
    }

    It 'reports NoExecutionToFollow when there is no execution to follow' -Tag Failure {
        Get-ErrorId { Get-CfyEvent -Follow } | Should -Be 'NoExecutionToFollow'
    }
}
