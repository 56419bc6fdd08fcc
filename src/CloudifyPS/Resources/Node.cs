using System.Collections;

namespace CloudifyPS;

/// <summary>A node of a deployment: <c>GET /nodes</c>. Its id is unique within the deployment only.</summary>
public sealed class Node : TenantResource
{
    /// <summary>The node's name in the blueprint.</summary>
    public string? Id { get; set; }

    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The name of the deployment to show. Manager 6.1 and later.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>The blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The node that hosts it.</summary>
    public string? HostId { get; set; }

    /// <summary>The node type.</summary>
    public string? Type { get; set; }

    /// <summary>The type and those it derives from, the root first.</summary>
    public string[]? TypeHierarchy { get; set; }

    /// <summary>Instances that it has.</summary>
    public int? NumberOfInstances { get; set; }

    /// <summary>Instances that it should have.</summary>
    public int? PlannedNumberOfInstances { get; set; }

    /// <summary>Instances that it was created with.</summary>
    public int? DeployNumberOfInstances { get; set; }

    /// <summary>The least.</summary>
    public int? MinNumberOfInstances { get; set; }

    /// <summary>The most; -1 when there is no limit.</summary>
    public int? MaxNumberOfInstances { get; set; }

    /// <summary>Instances counted. Manager 5.0.5 and later.</summary>
    public int? ActualNumberOfInstances { get; set; }

    /// <summary>Planned instances counted. Manager 5.0.5 and later.</summary>
    public int? ActualPlannedNumberOfInstances { get; set; }

    /// <summary>The properties, defaults included.</summary>
    public IDictionary? Properties { get; set; }

    /// <summary>The operations by name.</summary>
    public IDictionary? Operations { get; set; }

    /// <summary>The relationships.</summary>
    public IDictionary[]? Relationships { get; set; }

    /// <summary>The plugins it uses.</summary>
    public IDictionary[]? Plugins { get; set; }

    /// <summary>The plugins to install on its host.</summary>
    public IDictionary[]? PluginsToInstall { get; set; }

    /// <summary>Instances that drifted. Manager 6.4 and later.</summary>
    public int? DriftedInstances { get; set; }

    /// <summary>Instances whose status check failed. Manager 6.4 and later.</summary>
    public int? UnavailableInstances { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeId => Id;
}
