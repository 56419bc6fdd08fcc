using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Sets the state of a node instance.</summary>
internal sealed class NodeStateTask(TaskGraph graph, NodeInstance instance, string state) : GraphTask(graph)
{
    public override string Name => "SetNodeInstanceStateTask";

    public override JToken Info => state;

    public override JObject Arguments => new() { ["node_instance_id"] = instance.Id, ["state"] = state };

    public override void Run(GraphRunner runner) => runner.After(WorkflowTimes.Step, this, () =>
    {
        Context.SetState(instance, state);
        runner.Succeed(this);
    });
}
