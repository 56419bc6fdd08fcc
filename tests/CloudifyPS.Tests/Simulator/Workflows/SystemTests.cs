using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

public sealed class SystemTests
{
    [Fact]
    public void AnUploadReportsItsPhases()
    {
        var manager = new WorkflowHarness();
        var execution = manager.Row(null, "upload_blueprint");
        var done = false;

        manager.Engine.StartSystem(execution, () => done = true);

        manager.Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(done);
        manager.Finish(execution);
        Assert.True(done);
        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            [
                "Starting 'upload_blueprint' workflow execution", "Blueprint archive uploaded. Extracting...",
                "Blueprint archive extracted. Parsing...", "Blueprint parsed. Updating DB with blueprint plan.",
                "'upload_blueprint' workflow execution succeeded",
            ],
            manager.Messages(execution));
        Assert.Equal($"ctx.{execution["id"]}", (string?)manager.Events(execution).ElementAt(1)["logger"]);
    }

    [Fact]
    public void WorkThatThrowsFailsItsExecution()
    {
        var manager = new WorkflowHarness();
        var execution = manager.Row(null, "upload_blueprint");

        manager.Engine.StartSystem(
            execution, () => { }, () => throw new InvalidOperationException("404 Client Error: File not found"));

        manager.Finish(execution);
        Assert.Equal(("failed", "404 Client Error: File not found"),
            ((string?)execution["status"], (string?)execution["error"]));
        Assert.Equal(
            [
                "Starting 'upload_blueprint' workflow execution",
                "'upload_blueprint' workflow execution failed: 404 Client Error: File not found",
            ],
            manager.Messages(execution));
    }

    [Fact]
    public void ANewDeploymentCountsItsNodes()
    {
        var manager = new WorkflowHarness();
        manager.AddDeployment("dep", "bp");
        var execution = manager.Row("dep", "create_deployment_environment");

        manager.Engine.StartSystem(execution, () =>
        {
            manager.AddNode("dep", "a", "cloudify.nodes.Root", []);
            manager.AddInstance("dep", "a", "a_1");
            manager.AddInstance("dep", "a", "a_2");
        });
        Assert.Equal("in_progress", (string?)manager.Store.Deployments[0]["latest_execution_status"]);

        manager.Finish(execution);
        Assert.Equal(
            ["Setting deployment attributes", "Creating 1 nodes",
                "Creating 2 node-instances", "Creating deployment work directory"],
            manager.Events(execution).Where(row => (string?)row["type"] == "cloudify_log")
                .Select(row => (string?)row["message"]));
        Assert.Equal("completed", (string?)manager.Store.Deployments[0]["latest_execution_status"]);
        Assert.Equal("requires_attention", (string?)manager.Store.Deployments[0]["deployment_status"]);
    }

    [Fact]
    public void ADeletionCanRemoveItsOwnExecution()
    {
        var manager = new WorkflowHarness();
        manager.AddDeployment("dep", "bp");
        var execution = manager.Row("dep", "delete_deployment_environment");

        manager.Engine.StartSystem(execution, () =>
        {
            manager.Store.Deployments.Clear();
            manager.Store.ExecutionRows.Clear();
        });

        manager.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(manager.Store.Deployments);
        Assert.Null(manager.Engine.Scheduler.NextDue);
    }

    [Fact]
    public void SystemWorkflowsRunAlone()
    {
        var manager = new WorkflowHarness().WithBp1();
        var install = manager.Start("dep1", "install");
        var snapshot = manager.Row(null, "create_snapshot", status: "queued");
        snapshot["is_system_workflow"] = true;
        var startedAlone = false;
        manager.Engine.StartSystem(snapshot, () => startedAlone = ExecutionStatus.IsEnd((string?)install["status"]));
        var uninstall = manager.Start("dep1", "uninstall", status: "queued");

        manager.Finish(uninstall);

        Assert.True(startedAlone);
        Assert.Equal("terminated", (string?)snapshot["status"]);
        Assert.True(string.CompareOrdinal((string?)snapshot["ended_at"], (string?)uninstall["started_at"]) < 0);
    }

    [Fact]
    public void AnUpdateReportsItsTasks()
    {
        var manager = new WorkflowHarness();
        manager.AddDeployment("dep", "bp");
        var execution = manager.Row("dep", "update");
        manager.Engine.StartSystem(execution, () => { });

        manager.Finish(execution);

        var recorded = WorkflowHarness.Recorded("events.jsonl", 2)["items"]!.Cast<JObject>()
            .Where(row => (string?)row["execution_id"] == "572f629b-f229-4548-9d60-ae23580ce833")
            .OrderBy(row => (string?)row["timestamp"], StringComparer.Ordinal)
            .Select(row => $"{row["event_type"]} {row["message"]}");
        Assert.Equal(recorded, manager.Events(execution).Select(row => $"{row["event_type"]} {row["message"]}"));
    }
}
