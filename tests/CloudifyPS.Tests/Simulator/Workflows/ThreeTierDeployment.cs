using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Creates a deployment of a load balancer, two applications on two hosts, and one database.</summary>
internal static class ThreeTierDeployment
{
    private const string Start = "cloudify.interfaces.lifecycle.start";
    private const string Stop = "cloudify.interfaces.lifecycle.stop";
    private const string Establish = "cloudify.interfaces.relationship_lifecycle.establish";
    private const string Unlink = "cloudify.interfaces.relationship_lifecycle.unlink";
    private const string ContainedIn = "cloudify.relationships.contained_in";
    private const string ConnectedTo = "cloudify.relationships.connected_to";

    /// <summary>A load balancer in front of two applications on two hosts with one database.</summary>
    public static WorkflowHarness Create(Action<SimulatorOptions>? configure = null)
    {
        var manager = new WorkflowHarness(configure);
        manager.AddDeployment("shop", "shop");
        manager.Store.Files["start.sh"] = "ctx logger info \"Starting\"";
        manager.Store.Files["add.sh"] = "ctx logger info \"Adding $(ctx target instance id) to the load balancer\"";
        var operations = new JObject
        {
            [Start] = WorkflowHarness.Operation("start.sh"),
            [Stop] = WorkflowHarness.Operation("start.sh"),
        };
        manager.AddNode("shop", "lb", "cloudify.nodes.LoadBalancer", [], WorkflowHarness.Relationship(
            ConnectedTo, "app",
            new JObject
            {
                [Establish] = WorkflowHarness.Operation("add.sh"),
                [Unlink] = WorkflowHarness.Operation("add.sh"),
            }));
        manager.AddNode(
            "shop", "app", "cloudify.nodes.ApplicationServer", (JObject)operations.DeepClone(),
            ContainedInHost(), WorkflowHarness.Relationship(ConnectedTo, "db"));
        manager.AddNode("shop", "host", "cloudify.nodes.Compute", []);
        manager.AddNode("shop", "db", "cloudify.nodes.DBMS", operations);
        manager.AddInstance("shop", "lb", "lb_1", (ConnectedTo, "app", "app_1"), (ConnectedTo, "app", "app_2"));
        foreach (var i in new[] { 1, 2 })
        {
            var app = manager.AddInstance(
                "shop", "app", $"app_{i}", (ContainedIn, "host", $"host_{i}"), (ConnectedTo, "db", "db_1"));
            app["host_id"] = $"host_{i}";
            manager.AddInstance("shop", "host", $"host_{i}")["host_id"] = $"host_{i}";
        }

        manager.AddInstance("shop", "db", "db_1");
        return manager;
    }

    public static JObject ContainedInHost() => WorkflowHarness.Relationship(ContainedIn, "host");
}
