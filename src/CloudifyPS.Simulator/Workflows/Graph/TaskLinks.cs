namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>The pending dependencies of a task in the current run of its graph.</summary>
internal sealed class TaskLinks
{
    /// <summary>The tasks that must end before this one runs.</summary>
    public HashSet<GraphTask> Blockers { get; } = [];

    /// <summary>The tasks that this one blocks.</summary>
    public List<GraphTask> Waiting { get; } = [];

    /// <summary>Whether the task never runs because a dependency has failed.</summary>
    public bool IsUnreachable { get; set; }
}
