using System.Collections;

namespace CloudifyPS;

/// <summary>A workflow of a deployment: <c>workflows</c> of <c>GET /deployments</c>.</summary>
public sealed class Workflow : Resource
{
    /// <summary>Gets or sets the name. Pass it to Start-CfyExecution -WorkflowId.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the declared parameters by name, with their defaults, types and descriptions.</summary>
    public IDictionary? Parameters { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the plugin that implements the workflow. Manager 5.x and later.</summary>
    public string? Plugin { get; set; }

    /// <summary>Gets or sets the function that implements the workflow.</summary>
    public string? Operation { get; set; }

    /// <summary>Gets or sets whether the workflow also runs in the contained services.</summary>
    public bool? IsCascading { get; set; }

    /// <summary>Gets or sets whether the workflow can be started now. Manager 6.x and later.</summary>
    public bool? IsAvailable { get; set; }

    /// <summary>
    /// Gets or sets the rules that determine when the workflow can be started. Manager 6.x and later.
    /// </summary>
    public IDictionary? AvailabilityRules { get; set; }

    /// <summary>Gets or sets the identifier of the deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? WorkflowId => Name;

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name ?? string.Empty;
}
