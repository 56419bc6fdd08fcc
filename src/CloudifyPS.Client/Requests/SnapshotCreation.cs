namespace CloudifyPS.Client.Requests;

/// <summary>
/// What a snapshot holds. Everything is always sent: the documented defaults are not those of managers.
/// </summary>
internal sealed class SnapshotCreation
{
    /// <summary>Metrics. Managers before 5.0.</summary>
    public bool IncludeMetrics { get; init; }

    /// <summary>Agents' keys and credentials.</summary>
    public bool IncludeCredentials { get; init; } = true;

    /// <summary>Logs. Managers from 4.3 on.</summary>
    public bool IncludeLogs { get; init; } = true;

    /// <summary>Events. Managers from 4.3 on.</summary>
    public bool IncludeEvents { get; init; } = true;

    /// <summary>Waits in the manager's queue until it can be made. Managers from 4.5 on.</summary>
    public bool Queue { get; init; }
}
