using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Sets the state of a node instance.</summary>
internal sealed class NodeStateTask(TaskGraph graph, NodeInstance instance, string state) : GraphTask(graph)
{
    public override string Name => "SetNodeInstanceStateTask";

    public override JToken Info => state;

    public override JObject Arguments => new() { ["node_instance_id"] = instance.Id, ["state"] = state };

    public override void Run() => Graph.After(WorkflowTimes.Step, this, () =>
    {
        Graph.Run.SetState(instance, state);
        Graph.Succeed(this);
    });
}
