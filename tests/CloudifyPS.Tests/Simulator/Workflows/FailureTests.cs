using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests operations that fail.</summary>
public sealed class FailureTests
{
    private const string Start = "cloudify.interfaces.lifecycle.start";

    [Fact]
    public void ARecoverableFailureIsRetried()
    {
        var manager = new WorkflowHarness(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "host/create", Failure = "not yet", Recoverable = true, Times = 2,
        })).WithBp1();

        var execution = manager.Run("dep1", "install");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal((21, 21), ((int)execution["total_operations"]!, (int)execution["finished_operations"]!));
        Assert.Equal(
            ["Task failed 'script_runner.tasks.run' -> not yet",
                "Task failed 'script_runner.tasks.run' -> not yet [retry 1/60]"],
            manager.Events(execution).Where(row => (string?)row["event_type"] == "task_failed")
                .Select(row => (string?)row["message"]));
        Assert.Contains("Task succeeded 'script_runner.tasks.run' [retry 2/60]", manager.Messages(execution));
    }

    [Fact]
    public void AFinalFailureDoesNotStopIndependentTasks()
    {
        var manager = ThreeTierDeployment.Create(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "app_1/*.start", Failure = "no more memory",
        }));

        var execution = manager.Run("shop", "install");

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.StartsWith(
            $"Task failed: script_runner.tasks.run (app_1:{Start}): NonRecoverableError `no more memory`",
            (string?)execution["error"]);
        Assert.Equal("starting", (string?)manager.Instance("app_1")["state"]);
        Assert.Equal("started", (string?)manager.Instance("app_2")["state"]);
        Assert.Equal("uninitialized", (string?)manager.Instance("lb_1")["state"]);
        Assert.Equal("requires_attention", (string?)manager.Store.Deployments[0]["deployment_status"]);
        Assert.Equal("failed", (string?)manager.Store.Deployments[0]["latest_execution_status"]);
    }

    [Fact]
    public void AnUninstallMayIgnoreFailures()
    {
        var manager = ThreeTierDeployment.Create(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "app/stop", Failure = "will not stop",
        }));
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "uninstall", new JObject { ["ignore_failure"] = true });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Ignoring task script_runner.tasks.run failure", manager.Messages(execution, "app_1"));
        Assert.All(manager.Store.Instances, instance => Assert.Equal("deleted", (string?)instance["state"]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void EndlessRetriesDoNotBlockRequests(int maxRetries)
    {
        var manager = new WorkflowHarness(options =>
        {
            options.Speed = 0;
            options.Operations.Add(new OperationBehavior { Pattern = "a/*", Failure = "never", Recoverable = true });
        });
        manager.AddDeployment("d", "b");
        manager.AddNode("d", "a", "cloudify.nodes.Root", new JObject
        {
            ["cloudify.interfaces.lifecycle.start"] = WorkflowHarness.Operation(maxRetries: maxRetries),
        });
        manager.AddInstance("d", "a", "a_1");
        var execution = manager.Start("d", "install");

        manager.Advance(TimeSpan.Zero);
        int Attempts() => manager.Messages(execution)
            .Count(message => message.StartsWith("Sending", StringComparison.Ordinal));
        var attempts = Attempts();
        Assert.InRange(attempts, 2, 102);
        manager.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(attempts + 1, Attempts());

        manager.Engine.Cancel(execution, CancelKind.Cancel);
        Assert.Equal("cancelled", (string?)manager.Finish(execution)["status"]);
        manager.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(attempts + 1, Attempts());
        Assert.Null(manager.Engine.Scheduler.NextDue);
    }
}
