namespace CloudifyPS;

/// <summary>The status of the manager and its services: <c>GET /status</c>.</summary>
public sealed class ManagerStatus : Resource
{
    /// <summary>Gets or sets the status: running on Manager 4.x; OK or FAIL on Manager 5.0.5 and later.</summary>
    public string? Status { get; set; }

    /// <summary>Gets or sets the services.</summary>
    public ManagerService[]? Services { get; set; }
}
