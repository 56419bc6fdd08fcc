namespace CloudifyPS.Client.Requests;

/// <summary>How hard an execution is cancelled.</summary>
internal enum CancelMode
{
    /// <summary>The workflow ends in its own time.</summary>
    Cancel,

    /// <summary>The workflow ends at the next step.</summary>
    Force,

    /// <summary>Its process is killed. Managers from 4.4 on.</summary>
    Kill,
}
