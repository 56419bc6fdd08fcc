using CloudifyPS.Simulator.Workflows.Engine;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Makes the steps of one node instance; those in one array run side by side.</summary>
internal sealed class SequenceBuilder(TaskGraph graph, NodeInstance instance)
{
    public NodeInstance Instance { get; } = instance;

    public OperationTask? Operation(string name) => graph.Operation(Instance, name);

    public List<GraphTask[]> State(string state) => [[graph.State(Instance, state)]];

    public List<GraphTask[]> Event(string message) => [[graph.Event(Instance, message)]];

    public List<GraphTask[]> StateAndEvent(string state, string message) =>
        [[graph.State(Instance, state), graph.Event(Instance, message)]];

    /// <summary>A step with what goes before and after it; nothing of it when there is no such step.</summary>
    public static List<GraphTask[]> Around(
        IEnumerable<GraphTask[]> before, GraphTask? task, IEnumerable<GraphTask[]>? after = null) =>
        task is null ? [] : [.. before, [task], .. after ?? []];

    public List<GraphTask[]> OrElse(List<GraphTask[]> steps, string message) =>
        steps.Count > 0 ? steps : Event(message);
}
