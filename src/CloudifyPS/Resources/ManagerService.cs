using System.Collections;

namespace CloudifyPS;

/// <summary>
/// A service of the manager: <c>services</c> of <c>GET /status</c>. Manager 4.x sends a list, Manager 5.0.5 and later
/// an object.
/// </summary>
public sealed class ManagerService : Resource
{
    /// <summary>Gets or sets the display name.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets the status: Active, Inactive or Remote; on Manager 4.x the state of the first instance, such as
    /// running.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>Gets or sets whether the service runs on another machine. Manager 5.0.5 and later.</summary>
    public bool? IsRemote { get; set; }

    /// <summary>Gets or sets the processes of the service; can be empty.</summary>
    public ManagerServiceInstance[]? Instances { get; set; }

    /// <summary>Gets or sets additional information from the manager. Manager 5.0.5 and later.</summary>
    public IDictionary? ExtraInfo { get; set; }

    /// <summary>Returns the name and the status.</summary>
    public override string ToString() => $"{Name} ({Status})";
}
