namespace CloudifyPS;

/// <summary>A manager of a cluster: <c>GET /cluster/nodes</c>. Manager 4.0 to 4.6, premium edition.</summary>
public sealed class ClusterNode : Resource
{
    /// <summary>Gets or sets the name, which is also the identifier.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the IP address.</summary>
    public string? HostIp { get; set; }

    /// <summary>Gets or sets whether the node is the active manager.</summary>
    public bool? Master { get; set; }

    /// <summary>Gets or sets whether the node responds.</summary>
    public bool? Online { get; set; }

    /// <summary>Gets or sets whether the node has joined the cluster.</summary>
    public bool? Initialized { get; set; }

    /// <summary>
    /// Gets or sets the credentials that the node needs to join. They are not displayed; pass the node to
    /// Join-CfyCluster.
    /// </summary>
    public ClusterCredentials? Credentials { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeName => Name;
}
