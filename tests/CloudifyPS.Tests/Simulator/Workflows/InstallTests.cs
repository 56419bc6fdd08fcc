using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the order of operations in the workflows install and uninstall.</summary>
public sealed class InstallTests
{
    private const string Create = "cloudify.interfaces.lifecycle.create";
    private const string Establish = "cloudify.interfaces.relationship_lifecycle.establish";

    [Fact]
    public void InstancesAreInstalledInTheOrderOfTheirRelationships()
    {
        var manager = ThreeTierDeployment.Create();

        var execution = manager.Run("shop", "install");

        Assert.Equal("terminated", (string?)execution["status"]);
        int At(string message, string instance) => manager.Events(execution).ToList().FindIndex(row =>
            (string?)row["message"] == message && (string?)row["node_instance_id"] == instance);
        Assert.True(At("Node instance started", "db_1") < At("Starting node instance", "app_1"));
        Assert.True(At("Node instance started", "host_1") < At("Starting node instance", "app_1"));
        Assert.True(At("Starting node instance", "app_2") < At("Node instance started", "app_1"));
        Assert.True(At("Node instance started", "app_2") < At("Establishing relationships", "lb_1"));

        var deployment = manager.Store.Deployments[0];
        Assert.Equal(
            ("active", "good"), ((string?)deployment["installation_status"], (string?)deployment["deployment_status"]));
        Assert.Equal("completed", (string?)deployment["latest_execution_status"]);
        Assert.Equal((string?)execution["id"], (string?)deployment["latest_execution"]);
        Assert.Equal((int)execution["total_operations"]!, (int)deployment["latest_execution_finished_operations"]!);
        Assert.Equal(0, (int)deployment["unavailable_instances"]!);
    }

    [Fact]
    public void RelationshipOperationsHaveASourceAndATarget()
    {
        var manager = ThreeTierDeployment.Create();

        var execution = manager.Run("shop", "install");

        var established = manager.Events(execution).Where(row => (string?)row["operation"] == Establish).ToList();
        Assert.Contains(established, row => (string?)row["message"] == "Adding app_2 to the load balancer"
            && (string?)row["source_id"] == "lb_1" && (string?)row["target_id"] == "app_2");
        Assert.Equal(2, established.Count(row => (string?)row["event_type"] == "task_succeeded"));
    }

    [Fact]
    public void UninstallRunsInReverseOrder()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "uninstall");

        var deleted = manager.Events(execution).Where(row => (string?)row["message"] == "Deleted node instance")
            .Select(row => (string)row["node_instance_id"]!).ToList();
        Assert.Equal("lb_1", deleted[0]);
        Assert.True(deleted.IndexOf("app_1") < deleted.IndexOf("db_1"));
        Assert.True(deleted.IndexOf("app_1") < deleted.IndexOf("host_1"));
        Assert.Contains(manager.Messages(execution, "lb_1"), message => message == "Unlinking relationships");
    }

    [Fact]
    public void FiltersDoNotAffectOtherInstances()
    {
        var manager = ThreeTierDeployment.Create();

        manager.Run("shop", "install", new JObject { ["node_ids"] = new JArray("db") });

        Assert.Equal("started", (string?)manager.Instance("db_1")["state"]);
        Assert.Equal("uninitialized", (string?)manager.Instance("app_1")["state"]);
        Assert.Equal("inactive", (string?)manager.Store.Deployments[0]["installation_status"]);
    }

    [Fact]
    public void AHostGetsItsAgent()
    {
        var manager = ThreeTierDeployment.Create();
        var host = manager.Store.Nodes.First(row => (string?)row["id"] == "host");
        host["properties"]!["agent_config"]!["install_method"] = "remote";
        host["operations"]!["cloudify.interfaces.cloudify_agent.create"] = WorkflowHarness.Operation();
        host["operations"]!["cloudify.interfaces.cloudify_agent.validate_amqp"] = WorkflowHarness.Operation();

        var execution = manager.Run("shop", "install");

        Assert.Contains("Agent created", manager.Messages(execution, "host_1"));
        Assert.Equal("host_1", (string?)manager.Instance("host_1")["runtime_properties"]!["cloudify_agent"]!["name"]);
        Assert.Contains("Validation done", manager.Messages(manager.Run("shop", "validate_agents"), "host_1"));
    }

    [Fact]
    public void AllInstancesOfALargeDeploymentAreInstalled()
    {
        var manager = new WorkflowHarness(options => options.Speed = 0);
        manager.AddDeployment("large", "large");
        manager.AddNode("large", "vm", "cloudify.nodes.Root", new JObject { [Create] = WorkflowHarness.Operation() });
        for (var i = 0; i < 500; i++)
        {
            manager.AddInstance("large", "vm", $"vm_{i}");
        }

        var execution = manager.Run("large", "install");

        Assert.Equal(
            (500 * 14, 500 * 14), ((int)execution["total_operations"]!, (int)execution["finished_operations"]!));
    }
}
