using System.Collections;

namespace CloudifyPS;

/// <summary>An instance of a node: <c>GET /node-instances</c>.</summary>
public sealed class NodeInstance : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>The node.</summary>
    public string? NodeId { get; set; }

    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The instance that hosts it.</summary>
    public string? HostId { get; set; }

    /// <summary>
    /// uninitialized, initializing, creating, created, configuring, configured, starting, started, stopping, stopped,
    /// deleting, deleted.
    /// </summary>
    public string? State { get; set; }

    /// <summary>Counts the changes; a change must send the version that was read.</summary>
    public int? Version { get; set; }

    /// <summary>What the operations have stored.</summary>
    public IDictionary? RuntimeProperties { get; set; }

    /// <summary>What the manager has stored. Manager 6.3 and later.</summary>
    public IDictionary? SystemProperties { get; set; }

    /// <summary>The instances it is related to.</summary>
    public NodeInstanceRelationship[]? Relationships { get; set; }

    /// <summary>The scaling group instances it belongs to.</summary>
    public IDictionary[]? ScalingGroups { get; set; }

    /// <summary>Its number among the instances of the node. Manager 5.0.5 and later.</summary>
    public int? Index { get; set; }

    /// <summary>Whether a drift was found. Manager 6.4 and later.</summary>
    public bool? HasConfigurationDrift { get; set; }

    /// <summary>Whether the last status check passed. Manager 6.4 and later.</summary>
    public bool? IsStatusCheckOk { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeInstanceId => Id;
}
