using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Records an event of a node instance.</summary>
internal sealed class NodeEventTask(TaskGraph graph, NodeInstance instance, string message) : GraphTask(graph)
{
    public override string Name => "SendNodeEventTask";

    public override JToken Info => message;

    public override JObject Arguments => new()
    {
        ["node_instance_id"] = instance.Id, ["event"] = message, ["additional_context"] = null,
    };

    public override void Run(GraphRunner runner) => runner.After(WorkflowTimes.Step, this, () =>
    {
        Context.NodeEvent(instance, message);
        runner.Succeed(this);
    });
}
