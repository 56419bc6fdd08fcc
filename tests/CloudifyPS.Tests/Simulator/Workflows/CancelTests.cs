using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Workflows.Engine;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests cancelling and resuming executions.</summary>
public sealed class CancelTests
{
    [Theory]
    [InlineData("Cancel", "cancelling")]
    [InlineData("ForceCancel", "force_cancelling")]
    public void ACancelledExecutionEndsLaterAndCanBeResumed(string kind, string status)
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Cancel(execution, Enum.Parse<CancelKind>(kind));

        Assert.Equal(status, (string?)execution["status"]);
        manager.Finish(execution);
        Assert.Equal("cancelled", (string?)execution["status"]);
        Assert.Contains("'install' workflow execution cancelled", manager.Messages(execution));
        Assert.Equal("starting", (string?)manager.Instance("sleeper_1")["state"]);

        // The operation is not sent again, because it has continued to run.
        manager.Engine.Resume(execution, force: false);
        manager.Finish(execution);
        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Single(manager.Events(execution), row => (string?)row["event_type"] == "sending_task");
    }

    [Fact]
    public void AWorkflowThatEndsDuringACancellationReportsOneEnd()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 1, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(1));

        manager.Engine.Cancel(execution, CancelKind.Cancel);
        manager.Finish(execution);

        Assert.Equal("cancelled", (string?)execution["status"]);
        Assert.Single(manager.Messages(execution), "'install' workflow execution cancelled");
    }

    [Fact]
    public void AnEndedExecutionCanBeKilledButNotCancelled()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Run("dep1", "install");

        var error = Assert.Throws<ManagerErrorException>(() => manager.Engine.Cancel(execution, CancelKind.Cancel));
        Assert.Equal((400, "illegal_action_error"), (error.Status, error.ErrorCode));
        Assert.Equal($"Can't cancel execution {execution["id"]} because it's in status terminated", error.Message);

        manager.Engine.Cancel(execution, CancelKind.Kill);
        Assert.Equal("kill_cancelling", (string?)execution["status"]);
        manager.Finish(execution);
        Assert.Equal("cancelled", (string?)execution["status"]);
    }

    [Fact]
    public void OnlyFailedOrCancelledExecutionsCanBeResumed()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Run("dep1", "install");

        var error = Assert.Throws<ManagerErrorException>(() => manager.Engine.Resume(execution, force: false));

        Assert.Equal((409, "conflict_error"), (error.Status, error.ErrorCode));
        Assert.Equal($"Cannot resume execution: `{execution["id"]}` in state: `terminated`", error.Message);
    }

    [Fact]
    public void AResumedInstallStopsInstancesBeforeStartingThem()
    {
        var behavior = new OperationBehavior { Pattern = "db/start", Failure = "no disk", Times = 1 };
        var manager = ThreeTierDeployment.Create(options => options.Operations.Add(behavior));
        var execution = manager.Run("shop", "install");
        Assert.Equal("failed", (string?)execution["status"]);

        manager.Engine.Resume(execution, force: false);
        manager.Finish(execution);

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Rolling back prior to resuming install", manager.Messages(execution, "db_1"));
        Assert.Contains("Stopped node instance", manager.Messages(execution, "db_1"));
        Assert.Contains("Resuming 'install' workflow execution", manager.Messages(execution));
    }

    [Fact]
    public void ARestoredStateEndsRunningExecutions()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Reset(survivor: null);

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Null(manager.Engine.Scheduler.NextDue);
        manager.Engine.Resume(execution, force: false);
        Assert.Equal("terminated", (string?)manager.Finish(execution)["status"]);
    }

    [Fact]
    public void AStartedExecutionCanBeResumedButNotWithForce()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        var error = Assert.Throws<ManagerErrorException>(() => manager.Engine.Resume(execution, force: true));
        Assert.Equal($"Cannot force-resume execution: `{execution["id"]}` in state: `started`", error.Message);
        manager.Engine.Resume(execution, force: false);

        Assert.Equal(("pending", true), ((string?)execution["status"], (bool)execution["resume"]!));
        Assert.Equal("terminated", (string?)manager.Finish(execution)["status"]);
        Assert.Contains("Resuming 'install' workflow execution", manager.Messages(execution));
        Assert.Single(manager.Events(execution), row => (string?)row["event_type"] == "sending_task");
        Assert.Single(manager.Messages(execution), "'install' workflow execution succeeded");
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("terminated")]
    public void AReportedEndStopsTheWorkflow(string status)
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Report(execution, status, "because");
        manager.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((status, "because"), ((string?)execution["status"], (string?)execution["error"]));
        Assert.Equal("starting", (string?)manager.Instance("sleeper_1")["state"]);
        Assert.DoesNotContain(manager.Events(execution), row => (string?)row["event_type"] == "task_succeeded");
    }
}
