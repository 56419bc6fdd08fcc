namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Durations at speed 1, similar to those of the recorded manager.</summary>
internal static class WorkflowTimes
{
    /// <summary>From the request to the start of the workflow.</summary>
    public static readonly TimeSpan Dispatch = TimeSpan.FromMilliseconds(450);

    /// <summary>From the start to the first step, and from the last step to the end.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(80);

    /// <summary>A step that only writes to the manager's database.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(14);

    /// <summary>A phase of a system workflow.</summary>
    public static readonly TimeSpan Phase = TimeSpan.FromMilliseconds(50);

    /// <summary>From an event on a worker to its arrival at the manager.</summary>
    public static readonly TimeSpan Report = TimeSpan.FromMilliseconds(12);

    /// <summary>From a cancel request to the cancellation of the workflow.</summary>
    public static readonly TimeSpan Cancel = TimeSpan.FromSeconds(1);

    /// <summary>From a kill request to the end of the workflow.</summary>
    public static readonly TimeSpan Kill = TimeSpan.FromMilliseconds(300);
}
