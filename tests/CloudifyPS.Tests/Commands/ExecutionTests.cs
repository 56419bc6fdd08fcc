using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Commands;

/// <summary>Executions: started, waited for, stopped, and what they left in the log.</summary>
public sealed class ExecutionTests : CommandTests
{
    [Fact]
    public void TheMainJobIsOneLine()
    {
        Simulate();
        Run("$null = Publish-CfyBlueprint $archives/bp1.zip hello");

        var types = Run(
            "(Get-CfyBlueprint hello | New-CfyDeployment -Id d1 | Start-CfyExecution install | Wait-CfyExecution | Get-CfyEvent).EventType");

        Assert.Equal("workflow_started", types[0]);
        Assert.Equal("workflow_succeeded", types[^1]);
    }

    [Theory]
    [InlineData("Start-CfyExecution install d -Wait")]
    [InlineData("Start-CfyExecution install d | Wait-CfyExecution")]
    public void AFailureIsAnErrorWithTheManagersReason(string script)
    {
        Simulate(Failing("*"));
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d");

        var result = Shell.Invoke(script);

        Assert.StartsWith("ExecutionFailed,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("out of order", result.Error.ToString());
        Assert.Contains("install", result.Error.ToString());
        Assert.Equal("failed", Assert.IsType<CfyExecutionException>(result.Error.Exception).Execution.Status);
    }

    [Fact]
    public void AFailureEndsAScriptThatStopsAtErrors()
    {
        Simulate(Failing("*"));
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d");

        var result = Shell.Invoke("$ErrorActionPreference = 'Stop'; Start-CfyExecution install d -Wait; 'not here'");

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
    }

    [Theory]
    [InlineData("Stop-CfyExecution", "cancelled")]
    [InlineData("Stop-CfyExecution -Force", "cancelled")]
    [InlineData("Stop-CfyExecution -Kill", "cancelled")]
    public void WhatRunsCanBeStopped(string stop, string status)
    {
        Simulate(new SimulatorOptions { Speed = 1 });
        Run("$x = Publish-CfyBlueprint $archives/slow.tar.gz b | New-CfyDeployment d -Inputs @{ must = 'x' } | Start-CfyExecution install");

        Assert.Equal([status], Run($"($x | {stop} -Wait).Status"));
        Assert.Equal("ExecutionCancelled", Fail("$x | Wait-CfyExecution"));
    }

    [Fact]
    public void AWaitEndsInTimeAndTheExecutionGoesOn()
    {
        Simulate(new SimulatorOptions { Speed = 0.001 });
        Run("$x = Publish-CfyBlueprint $archives/slow.tar.gz b -NoWait");

        Assert.Equal("WaitTimeout", Fail("Get-CfyExecution -IncludeSystemWorkflow | Wait-CfyExecution -TimeoutSec 1"));
        Assert.Equal(["False"], Run("(Get-CfyExecution -IncludeSystemWorkflow).HasEnded"));
    }

    [Fact]
    public void ADryRunChangesNothing()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d");

        Assert.Equal(["terminated", "True"], Run("$x = Start-CfyExecution install d -DryRun -Wait; $x.Status; $x.IsDryRun"));
        Assert.All(Run("(Get-CfyNodeInstance -DeploymentId d).State"), state => Assert.Equal("uninitialized", state));
    }

    [Fact]
    public void WhatCannotBeIsSaid()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d");

        Assert.Equal("NotFound", Fail("Get-CfyExecution 00000000-0000-0000-0000-000000000000"));
        Assert.Equal("NotFound", Fail("Stop-CfyExecution 00000000-0000-0000-0000-000000000000"));
        Assert.Equal("NotFound", Fail("Wait-CfyExecution 00000000-0000-0000-0000-000000000000"));
        Assert.Equal("NotFound", Fail("Start-CfyExecution install nobody"));
        Assert.Equal("WorkflowNotFound", Fail("Start-CfyExecution no_such_workflow d"));
    }

    [Fact]
    public void ExecutionsAreFoundByWhatTheyAre()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");
        Run("Start-CfyExecution uninstall d -Wait");

        Assert.Equal(["install", "uninstall"], Run("(Get-CfyDeployment d | Get-CfyExecution).WorkflowId").Where(id => !id.StartsWith("create")).Order());
        Assert.Equal(["uninstall"], Run("(Get-CfyExecution -WorkflowId uninstall -Status terminated).WorkflowId"));
        Assert.Empty(Run("Get-CfyExecution -Status failed"));
    }

    private static SimulatorOptions Failing(string operation) => new()
    {
        Speed = 0,
        Operations = { new OperationBehavior { Pattern = operation, Failure = "out of order" } },
    };
}
