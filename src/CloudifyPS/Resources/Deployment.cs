using System.Collections;

namespace CloudifyPS;

/// <summary>A deployment: <c>GET /deployments</c>.</summary>
public sealed class Deployment : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>
    /// Gets or sets the identifier of the blueprint; null if the tenant has no access to the blueprint.
    /// </summary>
    public string? BlueprintId { get; set; }

    /// <summary>Gets or sets the display name, by default the identifier. Manager 6.0 and later.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Gets or sets the description in the blueprint.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the inputs, including defaults from the blueprint.</summary>
    public IDictionary? Inputs { get; set; }

    /// <summary>Gets or sets the definitions of the outputs. Get-CfyDeploymentOutput returns their values.</summary>
    public IDictionary? Outputs { get; set; }

    /// <summary>
    /// Gets or sets the definitions of the capabilities. Get-CfyDeploymentCapability returns their values. Manager 4.6
    /// and later.
    /// </summary>
    public IDictionary? Capabilities { get; set; }

    /// <summary>Gets or sets the workflows that can be started; null in the response to a deletion.</summary>
    public Workflow[]? Workflows { get; set; }

    /// <summary>Gets or sets the groups of nodes with their policies.</summary>
    public IDictionary? Groups { get; set; }

    /// <summary>Gets or sets the policy triggers.</summary>
    public IDictionary? PolicyTriggers { get; set; }

    /// <summary>Gets or sets the policy types.</summary>
    public IDictionary? PolicyTypes { get; set; }

    /// <summary>Gets or sets the scaling groups by name, with their members and properties.</summary>
    public IDictionary? ScalingGroups { get; set; }

    /// <summary>Gets or sets a link to the deployment; null if the manager does not provide one.</summary>
    public string? Permalink { get; set; }

    /// <summary>Gets or sets the name of the site. Manager 5.0 and later.</summary>
    public string? SiteName { get; set; }

    /// <summary>Gets or sets whether functions are evaluated at run time only. Manager 5.0.5 and later.</summary>
    public bool? RuntimeOnlyEvaluation { get; set; }

    /// <summary>Gets or sets the labels. Manager 5.2 and later.</summary>
    public Label[]? Labels { get; set; }

    /// <summary>
    /// Gets or sets the identifiers of the groups that contain the deployment. Manager 5.2 and later.
    /// </summary>
    public string[]? DeploymentGroups { get; set; }

    /// <summary>Gets or sets the installation status: active or inactive. Manager 6.0 and later.</summary>
    public string? InstallationStatus { get; set; }

    /// <summary>Gets or sets the status: good, in_progress or requires_attention. Manager 6.0 and later.</summary>
    public string? DeploymentStatus { get; set; }

    /// <summary>Gets or sets the worst status of the contained services. Manager 6.0 and later.</summary>
    public string? SubServicesStatus { get; set; }

    /// <summary>Gets or sets the worst status of the contained environments. Manager 6.0 and later.</summary>
    public string? SubEnvironmentsStatus { get; set; }

    /// <summary>Gets or sets the number of contained services. Manager 6.0 and later.</summary>
    public int? SubServicesCount { get; set; }

    /// <summary>Gets or sets the number of contained environments. Manager 6.0 and later.</summary>
    public int? SubEnvironmentsCount { get; set; }

    /// <summary>Gets or sets the identifier of the latest execution. Manager 6.3 and later.</summary>
    public string? LatestExecution { get; set; }

    /// <summary>
    /// Gets or sets the status of the latest execution: in_progress, completed, failed or cancelled. Manager 6.0 and
    /// later.
    /// </summary>
    public string? LatestExecutionStatus { get; set; }

    /// <summary>Gets or sets the workflow of the latest execution. Manager 7.0 and later.</summary>
    public string? LatestExecutionWorkflowId { get; set; }

    /// <summary>Gets or sets the number of operations in the latest execution. Manager 6.0 and later.</summary>
    public int? LatestExecutionTotalOperations { get; set; }

    /// <summary>
    /// Gets or sets the number of finished operations in the latest execution. Manager 6.0 and later.
    /// </summary>
    public int? LatestExecutionFinishedOperations { get; set; }

    /// <summary>
    /// Gets or sets the identifier of the execution that created the deployment environment. Manager 6.3 and later.
    /// </summary>
    public string? CreateExecution { get; set; }

    /// <summary>Gets or sets the execution schedules. Manager 6.0 to 6.4.</summary>
    public IDictionary[]? Schedules { get; set; }

    /// <summary>Gets or sets whether the deployment contains other deployments. Manager 6.2 and later.</summary>
    public bool? HasSubDeployments { get; set; }

    /// <summary>Gets or sets the type of the environment. Manager 6.0 and later.</summary>
    public string? EnvironmentType { get; set; }

    /// <summary>Gets or sets the tags for resources that the deployment creates. Manager 6.3 and later.</summary>
    public IDictionary? ResourceTags { get; set; }

    /// <summary>Gets or sets the number of node instances with a configuration drift. Manager 6.4 and later.</summary>
    public int? DriftedInstances { get; set; }

    /// <summary>Gets or sets the number of node instances whose status check failed. Manager 6.4 and later.</summary>
    public int? UnavailableInstances { get; set; }

    /// <summary>
    /// Gets or sets the working directory as a zip archive in Base64; null if not requested. Manager 6.3 and later.
    /// </summary>
    public string? WorkdirZip { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? DeploymentId => Id;
}
