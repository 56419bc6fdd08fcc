BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    # Its executions last longer than any test: the blueprint's two minutes are two minutes.
    $slow = Connect-TestManager -Speed 1
    $slowBlueprint = Publish-CfyBlueprint (Get-Archive slow.tar.gz) slow -Session $slow.Session
    $failing = Connect-TestManager -FailOperation 'host/start'
    $manager = Connect-TestManager

    # Starts an execution that takes two minutes, unless it is stopped.
    function Start-SlowExecution {
        param([string] $Id)

        $slowBlueprint | New-CfyDeployment $Id -Inputs @{ must = 'x' } | Start-CfyExecution install
    }

    # Returns an execution that has failed.
    function Start-FailingExecution {
        param([string] $Id)

        Publish-CfyBlueprint (Get-Archive bp1.zip) $Id -Session $failing.Session |
            New-CfyDeployment $Id | Start-CfyExecution install | Wait-CfyExecution -ErrorAction SilentlyContinue
    }

    $missing = '00000000-0000-0000-0000-000000000000'
}

AfterAll {
    $manager, $failing, $slow | ForEach-Object { Disconnect-TestManager $_ }
}

Describe 'Start-CfyExecution' {
    It 'starts a workflow that can be waited for and read in one line' -Tag HappyPath {
        $events = New-SmallDeployment line | Start-CfyExecution install | Wait-CfyExecution | Get-CfyEvent

        $events[0].EventType | Should -Be 'workflow_started'
        $events[-1].EventType | Should -Be 'workflow_succeeded'
        (Get-CfyDeployment line).InstallationStatus | Should -Be 'active'
    }

    It 'passes parameters, also from a file' {
        $null = New-SmallDeployment parameters
        $file = Join-Path $TestDrive 'parameters.json'
        Set-Content -LiteralPath $file -Value '{"operation": "from.file", "node_ids": ["app"]}'

        $execution = Start-CfyExecution execute_operation parameters -ParameterFile $file -Wait `
            -Parameters @{ operation = 'cloudify.interfaces.lifecycle.start' }

        $execution.Parameters['operation'] | Should -Be 'cloudify.interfaces.lifecycle.start'
        $execution.Parameters['node_ids'] | Should -Be 'app'
    }

    It 'changes nothing on the nodes with -DryRun' {
        $deployment = New-SmallDeployment dry-run

        $execution = $deployment | Start-CfyExecution install -DryRun -Wait

        $execution.Status | Should -Be 'terminated'
        $execution.IsDryRun | Should -BeTrue
        ($deployment | Get-CfyNodeInstance).State | Select-Object -Unique | Should -Be 'uninitialized'
    }

    It 'reports ExecutionFailed with the reason of the manager with -Wait' -Tag Failure {
        $deployment = Publish-CfyBlueprint (Get-Archive bp1.zip) failing -Session $failing.Session |
            New-CfyDeployment failing

        $failure = Get-Failure { $deployment | Start-CfyExecution install -Wait }

        $failure.FullyQualifiedErrorId | Should -BeLike 'ExecutionFailed,*'
        "$failure" | Should -Match 'install'
        "$failure" | Should -Match 'The operation is named in -FailOperation'
        $failure.Exception | Should -BeOfType 'CloudifyPS.CfyExecutionException'
        $failure.Exception.Execution.Status | Should -Be 'failed'
    }

    It 'reports NotFound for a deployment, and WorkflowNotFound for a workflow that does not exist' -Tag Failure {
        $null = New-SmallDeployment no-workflow

        Get-ErrorId { Start-CfyExecution install nowhere } | Should -Be 'NotFound'
        Get-ErrorId { Start-CfyExecution no_such_workflow no-workflow } | Should -Be 'WorkflowNotFound'
    }

    It 'starts all deployments of the pipeline before it waits' {
        $deployments = 1..3 | ForEach-Object {
            $slowBlueprint | New-CfyDeployment side-$_ -Inputs @{ must = 'x' }
        }

        Get-ErrorId { $deployments | Start-CfyExecution install -Wait -TimeoutSec 1 } | Should -Be 'WaitTimeout'

        $started = Get-CfyExecution -DeploymentId side-1, side-2, side-3 -WorkflowId install -Session $slow.Session
        $started.Count | Should -Be 3
        $null = $started | Stop-CfyExecution -Kill
    }

    It 'runs no more than -ThrottleLimit at the same time' {
        $deployments = 1..2 | ForEach-Object {
            $slowBlueprint | New-CfyDeployment throttle-$_ -Inputs @{ must = 'x' }
        }

        $deployments | Start-CfyExecution install -Wait -ThrottleLimit 1 -TimeoutSec 1 -ErrorAction SilentlyContinue `
            -ErrorVariable failures

        $failures.Count | Should -Be 2
        "$failures" | Should -Match "install of deployment 'throttle-2' was not started within 1 seconds"
        $started = Get-CfyExecution -DeploymentId throttle-1, throttle-2 -WorkflowId install -Session $slow.Session
        $started.DeploymentId | Should -Be 'throttle-1'
        $null = $started | Stop-CfyExecution -Kill
        (1..3 | ForEach-Object { New-SmallDeployment turn-$_ -Session $manager.Session } |
            Start-CfyExecution install -Wait -ThrottleLimit 1).DeploymentId | Should -Be 'turn-1', 'turn-2', 'turn-3'
    }

    It 'reports InvalidArgument for -ThrottleLimit without -Wait' -Tag Failure {
        Get-ErrorId { Start-CfyExecution install nowhere -ThrottleLimit 2 } | Should -Be 'InvalidArgument'
    }

    It 'starts nothing with -WhatIf' -Tag WhatIf {
        $null = New-SmallDeployment rehearsed

        Assert-NothingChanged $manager { Get-CfyDeployment rehearsed | Start-CfyExecution install -Wait -WhatIf }
    }
}

Describe 'Get-CfyExecution' {
    BeforeAll {
        $get = New-SmallDeployment get
        $install = $get | Start-CfyExecution install -Wait
        $null = $get | Start-CfyExecution uninstall -Wait
    }

    It 'gets one by its id' -Tag HappyPath {
        $execution = Get-CfyExecution $install.Id

        $execution | Should -BeOfType 'CloudifyPS.Execution'
        $execution.WorkflowId | Should -Be 'install'
        $execution.HasEnded | Should -BeTrue
    }

    It 'gets those of a deployment, of a workflow and of a status' {
        ($get | Get-CfyExecution).WorkflowId | Should -Contain 'uninstall'
        (Get-CfyExecution -DeploymentId get -WorkflowId uninstall -Status terminated).WorkflowId |
            Should -Be 'uninstall'
        Get-CfyExecution -DeploymentId get -Status failed | Should -BeNullOrEmpty
        (Get-CfyEvent $install.Id -First 1 | Get-CfyExecution).Id | Should -Be $install.Id
    }

    It 'gets system workflows with -IncludeSystemWorkflow only' {
        $null = New-CfySnapshot system -Wait

        (Get-CfyExecution).WorkflowId | Should -Not -Contain 'create_snapshot'
        (Get-CfyExecution -IncludeSystemWorkflow).WorkflowId | Should -Contain 'create_snapshot'
    }

    It 'reports NotFound for an execution that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyExecution $missing } | Should -Be 'NotFound'
    }
}

Describe 'Wait-CfyExecution' {
    It 'waits for one and for several executions of manager <_>' -ForEach '4.0.0', '4.6.0', '5.2.0' {
        $old = Connect-TestManager -Version $_
        try {
            $first = New-SmallDeployment one
            $second = Get-CfyBlueprint one | New-CfyDeployment two

            ($first | Start-CfyExecution install | Wait-CfyExecution).Status | Should -Be 'terminated'
            ($first, $second | Start-CfyExecution uninstall | Wait-CfyExecution).Status |
                Should -Be 'terminated', 'terminated'
        }
        finally {
            Disconnect-TestManager $old
        }
    }

    It 'displays events with -ShowEvent, apart from the output' {
        $execution = New-SmallDeployment shown | Start-CfyExecution install

        $ended = $execution | Wait-CfyExecution -ShowEvent Event -InformationVariable shown 6>$null

        $ended.Id | Should -Be $execution.Id
        $events = $execution | Get-CfyEvent -Type Event
        $shown | Should -HaveCount $events.Count
        "$($shown[-1])" | Should -BeLike "*'install' workflow execution succeeded*"
    }

    It 'displays only failures with -ShowEvent Error' {
        $null = Publish-CfyBlueprint (Get-Archive bp1.zip) shown-error -Session $failing.Session |
            New-CfyDeployment shown-error |
            Start-CfyExecution install -Wait -ShowEvent Error -InformationVariable shown `
                -ErrorAction SilentlyContinue 6>$null

        $shown | Should -Not -BeNullOrEmpty
        $shown | ForEach-Object { "$_" | Should -Match 'ERR|CRT' }
    }

    It 'refuses -ShowEvent without -Wait' {
        Get-ErrorId { Start-CfyExecution install shown -ShowEvent All } | Should -Be 'InvalidArgument'
    }

    It 'returns each execution as it ended' -Tag HappyPath {
        $deployments = 'wait-1', 'wait-2' | ForEach-Object { New-SmallDeployment $_ }

        $ended = $deployments | Start-CfyExecution install | Wait-CfyExecution

        $ended.DeploymentId | Should -Be 'wait-1', 'wait-2'
        $ended.Status | Should -Be 'terminated', 'terminated'
    }

    It 'returns with -Any when one has ended, also when they run on two managers' {
        $running = Start-SlowExecution any-slow
        $quick = New-SmallDeployment any-quick -Session $manager.Session | Start-CfyExecution install

        ($running, $quick | Wait-CfyExecution -Any).Id | Should -Be $quick.Id
        $null = $running | Stop-CfyExecution -Kill
    }

    It 'waits for another status with -For' {
        $running = Start-SlowExecution for

        ($running | Wait-CfyExecution -For started).Status | Should -Be 'started'
        ($running | Stop-CfyExecution -Kill | Wait-CfyExecution -For cancelled).Status | Should -Be 'cancelled'
    }

    It 'waits for the running executions of a deployment' {
        $running = Start-SlowExecution of-deployment
        $deployment = Get-CfyDeployment of-deployment -Session $slow.Session

        Get-ErrorId { $deployment | Wait-CfyExecution -TimeoutSec 1 } | Should -Be 'WaitTimeout'
        $null = $running | Stop-CfyExecution -Kill -Wait
        $deployment | Wait-CfyExecution | Should -BeNullOrEmpty
    }

    It 'reports InvalidArgument when it is told nothing to wait for' -Tag Failure {
        Get-ErrorId { Wait-CfyExecution } | Should -Be 'InvalidArgument'
    }

    It 'reports WaitTimeout after -TimeoutSec, and the execution goes on' -Tag Failure {
        $execution = Start-SlowExecution timeout

        Get-ErrorId { $execution | Wait-CfyExecution -TimeoutSec 1 } | Should -Be 'WaitTimeout'
        ($execution | Get-CfyExecution).HasEnded | Should -BeFalse
        $null = $execution | Stop-CfyExecution -Kill
    }

    It 'reports NotFound for an execution that does not exist' -Tag Failure {
        Get-ErrorId { Wait-CfyExecution $missing } | Should -Be 'NotFound'
    }
}

Describe 'Stop-CfyExecution' {
    It 'cancels an execution with <Options>' -Tag HappyPath -ForEach @(
        @{ Options = 'no option'; Id = 'stop'; Parameters = @{} }
        @{ Options = '-Force'; Id = 'force'; Parameters = @{ Force = $true } }
        @{ Options = '-Kill'; Id = 'kill'; Parameters = @{ Kill = $true } }
    ) {
        $running = Start-SlowExecution $Id

        ($running | Stop-CfyExecution @Parameters -Wait).Status | Should -Be 'cancelled'
        Get-ErrorId { $running | Wait-CfyExecution } | Should -Be 'ExecutionCancelled'
    }

    It 'reports NotFound for an execution that does not exist' -Tag Failure {
        Get-ErrorId { Stop-CfyExecution $missing } | Should -Be 'NotFound'
    }
    It 'stops nothing with -WhatIf' -Tag WhatIf {
        $running = Start-SlowExecution rehearsed

        $running | Stop-CfyExecution -Kill -WhatIf

        ($running | Get-CfyExecution).Status | Should -BeIn 'pending', 'started'
        $null = $running | Stop-CfyExecution -Kill
    }
}

Describe 'Resume-CfyExecution' {
    It 'resumes an execution that failed' -Tag HappyPath {
        $failed = Start-FailingExecution resume

        $resumed = $failed | Resume-CfyExecution

        $resumed.Id | Should -Be $failed.Id
        $resumed.Status | Should -Not -Be 'failed'
        # Its operation fails again.
        Get-ErrorId { $resumed | Wait-CfyExecution } | Should -Be 'ExecutionFailed'
    }

    It 'reports NotFound for an execution that does not exist' -Tag Failure {
        Get-ErrorId { Resume-CfyExecution $missing } | Should -Be 'NotFound'
    }

    It 'resumes nothing with -WhatIf' -Tag WhatIf {
        $failed = Start-FailingExecution rehearsed-resume

        Assert-NothingChanged $failing { $failed | Resume-CfyExecution -Force -Wait -WhatIf }
    }
}

Describe 'Set-CfyExecution' {
    It 'sets the status and the error of an execution' -Tag HappyPath {
        $execution = Start-SlowExecution set

        $changed = $execution | Set-CfyExecution -Status failed -ErrorMessage 'lost its host'

        "$($changed.Status): $($changed.Error)" | Should -Be 'failed: lost its host'
        ($execution | Get-CfyExecution).Status | Should -Be 'failed'
    }

    It 'reports NotFound for an execution that does not exist' -Tag Failure {
        Get-ErrorId { Set-CfyExecution $missing -Status failed } | Should -Be 'NotFound'
    }

    It 'sets nothing with -WhatIf' -Tag WhatIf {
        $null = New-SmallDeployment rehearsed-set
        $execution = Start-CfyExecution install rehearsed-set -Wait

        Assert-NothingChanged $manager { $execution | Set-CfyExecution -Status failed -WhatIf }
    }
}
