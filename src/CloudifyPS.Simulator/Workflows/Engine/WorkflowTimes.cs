namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>How long things take at speed 1, much as on the recorded manager.</summary>
internal static class WorkflowTimes
{
    /// <summary>From the request until the workflow starts.</summary>
    public static readonly TimeSpan Dispatch = TimeSpan.FromMilliseconds(450);

    /// <summary>From the start until the first step, and from the last step until the end.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(80);

    /// <summary>A step that only writes to the manager's database.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(14);

    /// <summary>A phase of a system workflow.</summary>
    public static readonly TimeSpan Phase = TimeSpan.FromMilliseconds(50);

    /// <summary>From the moment an event happens until the manager has it, where a worker reports it.</summary>
    public static readonly TimeSpan Report = TimeSpan.FromMilliseconds(12);

    /// <summary>Until a workflow notices that it is to be cancelled.</summary>
    public static readonly TimeSpan Cancel = TimeSpan.FromSeconds(1);

    /// <summary>Until a killed workflow is gone.</summary>
    public static readonly TimeSpan Kill = TimeSpan.FromMilliseconds(300);
}
