namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>How an execution is cancelled.</summary>
internal enum CancelKind
{
    /// <summary>The workflow ends when it notices: cancelling, then cancelled.</summary>
    Cancel,

    /// <summary>Nobody waits for the workflow: force_cancelling, then cancelled.</summary>
    ForceCancel,

    /// <summary>The process ends at once, and its operations lose their token: kill_cancelling, then cancelled.</summary>
    Kill,
}
