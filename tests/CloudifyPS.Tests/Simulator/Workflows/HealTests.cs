using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the workflow heal.</summary>
public sealed class HealTests
{
    [Fact]
    public void HealReinstallsTheHostOfAnInstance()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "heal", new JObject
        {
            ["node_instance_id"] = "app_1", ["diagnose_value"] = "dead", ["force_reinstall"] = true,
        });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Starting 'heal' workflow on app_1, Diagnosis: dead", manager.Messages(execution));
        foreach (var instance in new[] { "host_1", "app_1" })
        {
            Assert.Contains("Deleted node instance", manager.Messages(execution, instance));
            Assert.Equal("started", (string?)manager.Instance(instance)["state"]);
        }

        Assert.Empty(manager.Messages(execution, "db_1"));
        Assert.Equal("started", (string?)manager.Instance("lb_1")["state"]);
    }

    [Fact]
    public void AnInstanceWhoseCheckSucceedsIsNotHealed()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "heal", new JObject { ["node_instance_id"] = "db_1" });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.DoesNotContain("Deleted node instance", manager.Messages(execution, "db_1"));
    }

    [Fact]
    public void AHealOperationReplacesTheReinstallation()
    {
        var manager = ThreeTierDeployment.Create();
        var db = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        db["operations"]!["cloudify.interfaces.lifecycle.heal"] = WorkflowHarness.Operation();
        manager.Run("shop", "install");

        manager.Instance("db_1")["system_properties"] = new JObject
        {
            ["status"] = new JObject { ["ok"] = false, ["task"] = "check" },
        };

        var execution = manager.Run("shop", "heal", new JObject
        {
            ["node_instance_id"] = "db_1", ["check_status"] = false,
        });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Node instance healed", manager.Messages(execution, "db_1"));
        Assert.DoesNotContain("Deleted node instance", manager.Messages(execution, "db_1"));
    }
}
