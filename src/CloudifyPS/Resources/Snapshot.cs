namespace CloudifyPS;

/// <summary>A snapshot of the manager: <c>GET /snapshots</c>.</summary>
public sealed class Snapshot : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the status: creating, created, uploaded or failed.</summary>
    public string? Status { get; set; }

    /// <summary>Gets or sets the reason of a failure.</summary>
    public string? Error { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? SnapshotId => Id;
}
