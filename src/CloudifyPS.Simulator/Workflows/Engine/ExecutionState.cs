namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>The state of an execution that the manager keeps in memory.</summary>
internal sealed class ExecutionState
{
    /// <summary>The workflow; null until it has started, and for system workflows.</summary>
    public WorkflowRun? Run { get; set; }

    /// <summary>The work of a system workflow; null for workflows of deployments.</summary>
    public SystemWork? SystemWork { get; set; }

    public TimeSpan? WaitAfterFail { get; set; }

    /// <summary>Counts the starts. Actions that were scheduled by an earlier start are ignored.</summary>
    public int Start { get; set; }

    /// <summary>Whether the end of the current start has been reported.</summary>
    public bool IsFinishing { get; set; }
}
