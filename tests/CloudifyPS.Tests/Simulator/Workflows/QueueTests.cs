using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests queued and scheduled executions.</summary>
public sealed class QueueTests
{
    [Fact]
    public void AQueuedExecutionRunsWhenTheRunningOneHasEnded()
    {
        var manager = new WorkflowHarness().WithBp1();
        var first = manager.Start("dep1", "install");
        var second = manager.Start("dep1", "uninstall", status: "queued");
        var cancelled = manager.Start("dep1", "install", status: "queued");
        manager.Engine.Cancel(cancelled, CancelKind.Cancel);
        Assert.Equal("cancelling", (string?)cancelled["status"]);

        manager.Finish(first);

        Assert.Equal("cancelled", (string?)cancelled["status"]);
        Assert.NotEqual("queued", (string?)second["status"]);
        manager.Finish(second);
        Assert.Equal("terminated", (string?)second["status"]);
        Assert.All(manager.Store.Instances, instance => Assert.Equal("deleted", (string?)instance["state"]));
    }

    [Fact]
    public void AQueuedExecutionFailsIfItsWorkflowIsNoLongerAvailable()
    {
        var manager = new WorkflowHarness().WithBp1();
        manager.Store.Deployments[0]["workflows"]!.First(w => (string?)w["name"] == "install")["availability_rules"] =
            new JObject { ["node_instances_active"] = new JArray("none", "partial") };
        var first = manager.Start("dep1", "install");
        var second = manager.Start("dep1", "install", status: "queued");

        manager.Finish(first);

        Assert.Equal("failed", (string?)second["status"]);
        Assert.Equal("Error dequeueing execution: Workflow not available: install", (string?)second["error"]);
    }

    [Fact]
    public void AScheduledExecutionWaitsForItsTime()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Row("dep1", "install", status: "scheduled");
        execution["scheduled_for"] = "2026-11-23T13:00:00.000Z";
        manager.Engine.Start(execution);

        manager.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("scheduled", (string?)execution["status"]);
        manager.Finish(execution);
        Assert.StartsWith("2026-11-23T13:00:00", (string?)execution["started_at"]);
    }

    [Fact]
    public void AQueuedExecutionStartsAfterTheRunningOneIsCancelled()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var running = manager.Start("slow", "install");
        var cancelled = manager.Start("slow", "uninstall", status: "queued");
        var waiting = manager.Start("slow", "uninstall", status: "queued");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Cancel(cancelled, CancelKind.Cancel);
        Assert.Equal("cancelled", (string?)manager.Finish(cancelled)["status"]);
        Assert.Equal(("started", "queued"), ((string?)running["status"], (string?)waiting["status"]));
        manager.Engine.Cancel(running, CancelKind.Cancel);

        Assert.Equal("terminated", (string?)manager.Finish(waiting)["status"]);
        Assert.Equal("cancelled", (string?)running["status"]);
    }

    [Fact]
    public void TheParametersOfAQueuedExecutionAreCheckedAgain()
    {
        var manager = new WorkflowHarness().WithBp1();
        var first = manager.Start("dep1", "install");
        var second = manager.Start("dep1", "uninstall", new JObject { ["gone"] = 1 }, "queued");

        manager.Finish(first);

        Assert.Equal("failed", (string?)second["status"]);
        Assert.StartsWith(
            "Error dequeueing execution: Workflow \"uninstall\" does not have the following parameters declared: gone.",
            (string?)second["error"]);
    }
}
