namespace CloudifyPS.Client.Requests;

/// <summary>
/// The contents of a new snapshot. All options are sent, because the defaults of managers differ from the documented
/// ones.
/// </summary>
internal sealed class SnapshotCreation
{
    /// <summary>Whether the snapshot contains metrics. Only managers before 5.0.</summary>
    public bool IncludeMetrics { get; init; }

    /// <summary>Whether the snapshot contains the agents' keys and credentials.</summary>
    public bool IncludeCredentials { get; init; } = true;

    /// <summary>Whether the snapshot contains logs. Manager 4.3 and later.</summary>
    public bool IncludeLogs { get; init; } = true;

    /// <summary>Whether the snapshot contains events. Manager 4.3 and later.</summary>
    public bool IncludeEvents { get; init; } = true;

    /// <summary>Whether the creation is queued when it cannot start at once. Manager 4.5 and later.</summary>
    public bool Queue { get; init; }
}
