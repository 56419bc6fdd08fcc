using System.Collections;

namespace CloudifyPS;

/// <summary>
/// The state of the cluster that the manager belongs to: <c>GET /cluster</c>. Manager 4.0 to 4.6, premium edition.
/// </summary>
public sealed class ClusterState : Resource
{
    /// <summary>
    /// Gets or sets whether the manager belongs to a cluster. If it does not, all other properties are null.
    /// </summary>
    public bool? Initialized { get; set; }

    /// <summary>Gets or sets the state of the key-value store Consul, such as its leader.</summary>
    public IDictionary? Consul { get; set; }

    /// <summary>Gets or sets the reason why starting or joining the cluster failed; null without -IncludeLog.</summary>
    public string? Error { get; set; }

    /// <summary>Gets or sets the log lines of starting or joining the cluster; null without -IncludeLog.</summary>
    public ClusterLog[]? Logs { get; set; }
}
