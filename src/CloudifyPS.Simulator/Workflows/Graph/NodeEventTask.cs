using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Tells what happens to a node instance.</summary>
internal sealed class NodeEventTask(TaskGraph graph, NodeInstance instance, string message) : GraphTask(graph)
{
    public override string Name => "SendNodeEventTask";

    public override JToken Info => message;

    public override JObject Arguments => new()
    {
        ["node_instance_id"] = instance.Id, ["event"] = message, ["additional_context"] = null,
    };

    public override void Run() => Graph.After(WorkflowTimes.Step, this, () =>
    {
        Graph.Run.NodeEvent(instance, message);
        Graph.Succeed(this);
    });
}
