namespace CloudifyPS;

/// <summary>How the manager is: <c>GET /status</c>.</summary>
public sealed class ManagerStatus : Resource
{
    /// <summary>running on 4.x; OK or FAIL from 5.0.5 on.</summary>
    public string? Status { get; set; }

    /// <summary>The services.</summary>
    public ManagerService[]? Services { get; set; }
}
