using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Creates the tasks of one node instance. The tasks of one array run in parallel.</summary>
internal sealed class SequenceBuilder(TaskGraph graph, NodeInstance instance)
{
    public NodeInstance Instance { get; } = instance;

    /// <summary>Returns no task when the operation has no implementation.</summary>
    public List<GraphTask[]> Operation(string name) =>
        graph.Operation(Instance, name) is { } task ? [[task]] : [];

    public List<GraphTask[]> State(string state) => [[graph.State(Instance, state)]];

    public List<GraphTask[]> Event(string message) => [[graph.Event(Instance, message)]];

    public List<GraphTask[]> StateAndEvent(string state, string message) =>
        [[graph.State(Instance, state), graph.Event(Instance, message)]];

    /// <summary>Surrounds tasks by others; returns no task when there is nothing to surround.</summary>
    public static List<GraphTask[]> Around(
        IEnumerable<GraphTask[]> before, List<GraphTask[]> tasks, IEnumerable<GraphTask[]>? after = null) =>
        tasks.Count == 0 ? [] : [.. before, .. tasks, .. after ?? []];

    /// <summary>Returns an event when there are no tasks.</summary>
    public List<GraphTask[]> OrElse(List<GraphTask[]> tasks, string message) =>
        tasks.Count > 0 ? tasks : Event(message);

    /// <summary>
    /// Returns a subgraph with a relationship operation of the instance, one target node after the other.
    /// </summary>
    public List<GraphTask[]> Relationships(string operation, bool isReverse = false)
    {
        var groups = Instance.Relationships
            .GroupBy(relationship => relationship.Target.NodeId)
            .Select(group => group
                .SelectMany(relationship =>
                    graph.Operations(relationship, OperationNames.RelationshipLifecycle + operation))
                .ToArray<GraphTask>())
            .Where(group => group.Length > 0)
            .ToList();
        if (groups.Count == 0)
        {
            return [];
        }

        if (isReverse)
        {
            groups.Reverse();
        }

        var subgraph = new SubgraphTask(graph, $"{OperationNames.RelationshipLifecycle}{operation}_subgraph");
        subgraph.Add(groups);
        return [[subgraph]];
    }
}
