namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>How an execution is cancelled.</summary>
internal enum CancelKind
{
    /// <summary>The workflow ends itself: cancelling, then cancelled.</summary>
    Cancel,

    /// <summary>The manager does not wait for the workflow: force_cancelling, then cancelled.</summary>
    ForceCancel,

    /// <summary>The process ends and its execution token is revoked: kill_cancelling, then cancelled.</summary>
    Kill,
}
