using System.Collections;

namespace CloudifyPS;

/// <summary>A deployment: <c>GET /deployments</c>.</summary>
public sealed class Deployment : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The blueprint that it was made from; null where the tenant may not see that blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The name to show, by default the id. Manager 6.0 and later.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What its blueprint says of itself.</summary>
    public string? Description { get; set; }

    /// <summary>The inputs as they were given, completed with the blueprint's defaults.</summary>
    public IDictionary? Inputs { get; set; }

    /// <summary>The definitions of the outputs; their values come from Get-CfyDeploymentOutput.</summary>
    public IDictionary? Outputs { get; set; }

    /// <summary>The definitions of the capabilities. Manager 4.6 and later.</summary>
    public IDictionary? Capabilities { get; set; }

    /// <summary>What can be started in it; null after a deletion.</summary>
    public Workflow[]? Workflows { get; set; }

    /// <summary>Groups of nodes with their policies.</summary>
    public IDictionary? Groups { get; set; }

    /// <summary>Policy triggers.</summary>
    public IDictionary? PolicyTriggers { get; set; }

    /// <summary>Policy types.</summary>
    public IDictionary? PolicyTypes { get; set; }

    /// <summary>Scaling groups: members and properties by name.</summary>
    public IDictionary? ScalingGroups { get; set; }

    /// <summary>A link, where the manager gives one.</summary>
    public string? Permalink { get; set; }

    /// <summary>The site it is assigned to. Manager 5.0 and later.</summary>
    public string? SiteName { get; set; }

    /// <summary>Whether functions are evaluated at run time only. Manager 5.0.5 and later.</summary>
    public bool? RuntimeOnlyEvaluation { get; set; }

    /// <summary>Labels. Manager 5.2 and later.</summary>
    public Label[]? Labels { get; set; }

    /// <summary>Groups that it belongs to. Manager 5.2 and later.</summary>
    public string[]? DeploymentGroups { get; set; }

    /// <summary>active or inactive. Manager 6.0 and later.</summary>
    public string? InstallationStatus { get; set; }

    /// <summary>good, in_progress or requires_attention. Manager 6.0 and later.</summary>
    public string? DeploymentStatus { get; set; }

    /// <summary>The worst status among its services. Manager 6.0 and later.</summary>
    public string? SubServicesStatus { get; set; }

    /// <summary>The worst status among its environments. Manager 6.0 and later.</summary>
    public string? SubEnvironmentsStatus { get; set; }

    /// <summary>How many services it has. Manager 6.0 and later.</summary>
    public int? SubServicesCount { get; set; }

    /// <summary>How many environments it has. Manager 6.0 and later.</summary>
    public int? SubEnvironmentsCount { get; set; }

    /// <summary>Id of the latest execution. Manager 6.3 and later.</summary>
    public string? LatestExecution { get; set; }

    /// <summary>in_progress, completed, failed or cancelled. Manager 6.0 and later.</summary>
    public string? LatestExecutionStatus { get; set; }

    /// <summary>The workflow of the latest execution. Manager 7.0 and later.</summary>
    public string? LatestExecutionWorkflowId { get; set; }

    /// <summary>Operations of the latest execution. Manager 6.0 and later.</summary>
    public int? LatestExecutionTotalOperations { get; set; }

    /// <summary>Finished operations of the latest execution. Manager 6.0 and later.</summary>
    public int? LatestExecutionFinishedOperations { get; set; }

    /// <summary>Id of the execution that made its environment. Manager 6.3 and later.</summary>
    public string? CreateExecution { get; set; }

    /// <summary>Execution schedules. Managers 6.0 to 6.4.</summary>
    public IDictionary[]? Schedules { get; set; }

    /// <summary>Whether deployments belong to it. Manager 6.2 and later.</summary>
    public bool? HasSubDeployments { get; set; }

    /// <summary>The kind of environment. Manager 6.0 and later.</summary>
    public string? EnvironmentType { get; set; }

    /// <summary>Tags for the resources it makes. Manager 6.3 and later.</summary>
    public IDictionary? ResourceTags { get; set; }

    /// <summary>Instances that drifted. Manager 6.4 and later.</summary>
    public int? DriftedInstances { get; set; }

    /// <summary>Instances whose status check failed. Manager 6.4 and later.</summary>
    public int? UnavailableInstances { get; set; }

    /// <summary>Base64 of its working directory, where asked for. Manager 6.3 and later.</summary>
    public string? WorkdirZip { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? DeploymentId => Id;
}
