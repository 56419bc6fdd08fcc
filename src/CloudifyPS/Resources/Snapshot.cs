namespace CloudifyPS;

/// <summary>A snapshot of the manager: <c>GET /snapshots</c>.</summary>
public sealed class Snapshot : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>creating, created, uploaded or failed.</summary>
    public string? Status { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; set; }

    /// <summary>The same as <see cref="Id"/>, under the name by which other cmdlets take it from the pipeline.</summary>
    public string? SnapshotId => Id;
}
