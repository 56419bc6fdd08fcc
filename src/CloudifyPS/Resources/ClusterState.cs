using System.Collections;

namespace CloudifyPS;

/// <summary>The cluster that this manager belongs to: <c>GET /cluster</c>, managers 4.0 to 4.6, premium.</summary>
public sealed class ClusterState : Resource
{
    /// <summary>Whether it belongs to one; the only attribute when it does not.</summary>
    public bool? Initialized { get; set; }

    /// <summary>State of the key-value store, such as the leader.</summary>
    public IDictionary? Consul { get; set; }

    /// <summary>Why starting or joining failed; with -IncludeLog.</summary>
    public string? Error { get; set; }

    /// <summary>Log lines of starting or joining; with -IncludeLog.</summary>
    public ClusterLog[]? Logs { get; set; }
}
