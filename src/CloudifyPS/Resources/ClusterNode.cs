namespace CloudifyPS;

/// <summary>A manager of the cluster: <c>GET /cluster/nodes</c>, managers 4.0 to 4.6, premium.</summary>
public sealed class ClusterNode : Resource
{
    /// <summary>The name, also its id.</summary>
    public string? Name { get; set; }

    /// <summary>The address.</summary>
    public string? HostIp { get; set; }

    /// <summary>Whether it is the active one.</summary>
    public bool? Master { get; set; }

    /// <summary>Whether it answers.</summary>
    public bool? Online { get; set; }

    /// <summary>Whether it has joined.</summary>
    public bool? Initialized { get; set; }

    /// <summary>What the node needs to join; shown to nobody, passed to Join-CfyCluster.</summary>
    public ClusterCredentials? Credentials { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeName => Name;
}
