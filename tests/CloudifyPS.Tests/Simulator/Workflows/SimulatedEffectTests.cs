using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the effects of operations without a script.</summary>
public sealed class SimulatedEffectTests
{
    [Fact]
    public void DelayAndRuntimePropertiesCanBeConfigured()
    {
        var manager = ThreeTierDeployment.Create(options =>
        {
            var behavior = new OperationBehavior { Pattern = "db/start", Delay = TimeSpan.FromMinutes(5) };
            behavior.RuntimeProperties["size"] = 20;
            options.Operations.Add(behavior);
        });
        var execution = manager.Start("shop", "install");

        manager.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("starting", (string?)manager.Instance("db_1")["state"]);
        manager.Finish(execution);
        Assert.Equal(20, (int)manager.Instance("db_1")["runtime_properties"]!["size"]!);
    }

    [Fact]
    public void ReadAttributesWithoutAValueAreGenerated()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Store.Nodes.Single(row => (string?)row["id"] == "db")["operations"] = new JObject
        {
            ["cloudify.interfaces.lifecycle.create"] = WorkflowHarness.Operation(),
        };
        manager.Store.Deployments[0]["outputs"] = JObject.Parse(
            """
            {"url": {"value": {"concat": [{"get_attribute": ["db", "endpoint"]}, {"get_attribute": ["db", "port"]}]}}}
            """);

        manager.Run("shop", "install");

        Assert.StartsWith("http://10.0.", (string?)manager.Instance("db_1")["runtime_properties"]!["endpoint"]);
        Assert.Equal(8080, (int)manager.Instance("db_1")["runtime_properties"]!["port"]!);
        Assert.StartsWith("10.0.", (string?)manager.Instance("host_1")["runtime_properties"]!["ip"]);
    }

    [Fact]
    public void WhatScriptsDoNotSetHasNoValue()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Store.Deployments[0]["outputs"] =
            JObject.Parse("""{"url": {"value": {"get_attribute": ["db", "endpoint"]}}}""");

        manager.Run("shop", "install");

        Assert.Empty(manager.Instance("db_1")["runtime_properties"]!);
    }
}
