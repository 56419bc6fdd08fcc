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
    public void AWorkflowOfAPluginReportsNoTasks()
    {
        var manager = ThreeTierDeployment.Create();

        var execution = manager.Run("shop", "backup");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            ["Starting 'backup' workflow execution", "'backup' workflow execution succeeded"],
            manager.Messages(execution));
    }

    [Fact]
    public void AWorkflowThatIsAScriptLogs()
    {
        var (manager, execution) = RunScript("""
            from cloudify.workflows import ctx, parameters
            ctx.logger.info('workflow %s of %s', ctx.workflow_id, ctx.deployment.id)
            ctx.logger.info('param ' + parameters.word)
            ctx.logger.debug('done %d%%', 50)
            """);

        Assert.Equal(("terminated", ""), ((string?)execution["status"], (string?)execution["error"]));
        Assert.Equal(
            [
                "Starting 'w' workflow execution", "Downloaded wf.py to /tmp/wf.py", "workflow w of d", "param hi",
                "done 50%", "'w' workflow execution succeeded",
            ],
            manager.Messages(execution));
        Assert.All(
            manager.Events(execution).Where(row => (string?)row["type"] == "cloudify_log"),
            row => Assert.Equal($"ctx.{execution["id"]}", (string?)row["logger"]));
    }

    [Fact]
    public void AWorkflowThatIsAScriptFailsWithItsTraceback()
    {
        var (manager, execution) = RunScript("raise NonRecoverableError('no way')");

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Contains("'w' workflow execution failed: no way", manager.Messages(execution));
        Assert.Matches(
            "^File \".*script_runner/tasks.py\", line 123, in execute_workflow\n(.*\n)+File \"/tmp/wf.py\", line 1, in "
            + "<module>\ncloudify.exceptions.NonRecoverableError: no way\n$",
            (string?)execution["error"]);
    }

    private static (WorkflowHarness Manager, JObject Execution) RunScript(string text)
    {
        var manager = new WorkflowHarness();
        ((JArray)manager.AddDeployment("d", "b")["workflows"]!).Add(new JObject
        {
            ["name"] = "w", ["operation"] = "script_runner.tasks.execute_workflow",
        });
        manager.Store.Files["wf.py"] = text;
        return (manager, manager.Run("d", "w", new JObject { ["script_path"] = "wf.py", ["word"] = "hi" }));
    }
}
