using System.Collections;

namespace CloudifyPS;

/// <summary>An instance of a node: <c>GET /node-instances</c>.</summary>
public sealed class NodeInstance : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the name of the node.</summary>
    public string? NodeId { get; set; }

    /// <summary>Gets or sets the identifier of the deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Gets or sets the identifier of the instance that hosts this instance; null if there is none.</summary>
    public string? HostId { get; set; }

    /// <summary>
    /// Gets or sets the state: uninitialized, initializing, creating, created, configuring, configured, starting,
    /// started, stopping, stopped, deleting or deleted.
    /// </summary>
    public string? State { get; set; }

    /// <summary>Gets or sets the number of changes. An update must send the version that was read.</summary>
    public int? Version { get; set; }

    /// <summary>Gets or sets the properties that operations store.</summary>
    public IDictionary? RuntimeProperties { get; set; }

    /// <summary>Gets or sets the properties that the manager stores. Manager 6.3 and later.</summary>
    public IDictionary? SystemProperties { get; set; }

    /// <summary>Gets or sets the relationships to other instances.</summary>
    public NodeInstanceRelationship[]? Relationships { get; set; }

    /// <summary>Gets or sets the scaling group instances that contain this instance.</summary>
    public IDictionary[]? ScalingGroups { get; set; }

    /// <summary>Gets or sets the number among the instances of the node. Manager 5.0.5 and later.</summary>
    public int? Index { get; set; }

    /// <summary>Gets or sets whether the last check found a configuration drift. Manager 6.4 and later.</summary>
    public bool? HasConfigurationDrift { get; set; }

    /// <summary>Gets or sets whether the last status check succeeded. Manager 6.4 and later.</summary>
    public bool? IsStatusCheckOk { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeInstanceId => Id;
}
