using System.Collections;

namespace CloudifyPS;

/// <summary>A node of a deployment: <c>GET /nodes</c>. Its identifier is unique within the deployment only.</summary>
public sealed class Node : TenantResource
{
    /// <summary>Gets or sets the name of the node in the blueprint.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the identifier of the deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Gets or sets the display name of the deployment. Manager 6.1 and later.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>Gets or sets the identifier of the blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>Gets or sets the name of the node that hosts this node; null if there is none.</summary>
    public string? HostId { get; set; }

    /// <summary>Gets or sets the type.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the type and its base types, beginning with the root.</summary>
    public string[]? TypeHierarchy { get; set; }

    /// <summary>Gets or sets the number of instances.</summary>
    public int? NumberOfInstances { get; set; }

    /// <summary>Gets or sets the planned number of instances.</summary>
    public int? PlannedNumberOfInstances { get; set; }

    /// <summary>Gets or sets the number of instances at the creation of the deployment.</summary>
    public int? DeployNumberOfInstances { get; set; }

    /// <summary>Gets or sets the minimum number of instances.</summary>
    public int? MinNumberOfInstances { get; set; }

    /// <summary>Gets or sets the maximum number of instances; -1 for no limit.</summary>
    public int? MaxNumberOfInstances { get; set; }

    /// <summary>Gets or sets the counted number of instances. Manager 5.0.5 and later.</summary>
    public int? ActualNumberOfInstances { get; set; }

    /// <summary>Gets or sets the counted number of planned instances. Manager 5.0.5 and later.</summary>
    public int? ActualPlannedNumberOfInstances { get; set; }

    /// <summary>Gets or sets the properties, including defaults.</summary>
    public IDictionary? Properties { get; set; }

    /// <summary>Gets or sets the operations by name.</summary>
    public IDictionary? Operations { get; set; }

    /// <summary>Gets or sets the relationships.</summary>
    public IDictionary[]? Relationships { get; set; }

    /// <summary>Gets or sets the plugins that the node uses.</summary>
    public IDictionary[]? Plugins { get; set; }

    /// <summary>Gets or sets the plugins to install on the host of the node.</summary>
    public IDictionary[]? PluginsToInstall { get; set; }

    /// <summary>Gets or sets the number of instances with a configuration drift. Manager 6.4 and later.</summary>
    public int? DriftedInstances { get; set; }

    /// <summary>Gets or sets the number of instances whose status check failed. Manager 6.4 and later.</summary>
    public int? UnavailableInstances { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? NodeId => Id;
}
