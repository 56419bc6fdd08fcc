namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>The dependencies of a task that still matter in the current run of its graph.</summary>
internal sealed class TaskLinks
{
    /// <summary>The tasks that must end before this one runs.</summary>
    public HashSet<GraphTask> Blockers { get; } = [];

    /// <summary>The tasks that this one blocks.</summary>
    public List<GraphTask> Waiting { get; } = [];

    /// <summary>Whether a dependency has failed, so that the task never runs.</summary>
    public bool IsUnreachable { get; set; }
}
