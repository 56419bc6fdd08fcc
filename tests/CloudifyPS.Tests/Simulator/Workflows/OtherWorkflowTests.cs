using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the workflows that neither install, scale nor heal.</summary>
public sealed class OtherWorkflowTests
{
    private const string Start = "cloudify.interfaces.lifecycle.start";
    private const string Stop = "cloudify.interfaces.lifecycle.stop";

    [Fact]
    public void RestartStopsAndStartsInOrder()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "restart", new JObject { ["run_by_dependency_order"] = true });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            [$"Starting operation {Stop}", $"Finished operation {Stop}",
                $"Starting operation {Start}", $"Finished operation {Start}"],
            manager.Events(execution)
                .Where(row =>
                    (string?)row["node_instance_id"] == "app_1" && (string?)row["event_type"] == "workflow_node_event")
                .Select(row => (string?)row["message"]));
    }

    [Fact]
    public void ReinstallAndRollbackEndInTheExpectedStates()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");
        Assert.Equal("terminated", (string?)manager.Run("shop", "reinstall")["status"]);
        Assert.All(manager.Store.Instances, instance => Assert.Equal("started", (string?)instance["state"]));

        manager.Instance("db_1")["state"] = "starting";
        Assert.Equal("terminated", (string?)manager.Run("shop", "rollback")["status"]);
        Assert.Equal("configured", (string?)manager.Instance("db_1")["state"]);
    }

    [Fact]
    public void ACheckStoresItsResult()
    {
        var manager = ThreeTierDeployment.Create(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "db/check_status", Failure = "does not answer", Recoverable = true,
        }));
        var db = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        db["operations"]!["cloudify.interfaces.validation.check_status"] = WorkflowHarness.Operation();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "check_status");

        Assert.Equal("failed", (string?)execution["status"]);
        var instance = manager.Instance("db_1");
        Assert.False((bool)instance["is_status_check_ok"]!);
        Assert.Equal("does not answer", (string?)instance["system_properties"]!["status"]!["result"]);
        Assert.Equal(1, (int)manager.Store.Deployments[0]["unavailable_instances"]!);
    }

    [Fact]
    public void AWorkflowOfAPluginRunsAsOneTask()
    {
        var manager = ThreeTierDeployment.Create();

        var execution = manager.Run("shop", "backup");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            [
                "Starting 'backup' workflow execution", "Task started 'my_plugin.workflows.backup'",
                "Task succeeded 'my_plugin.workflows.backup'", "'backup' workflow execution succeeded",
            ],
            manager.Messages(execution));
    }
}
