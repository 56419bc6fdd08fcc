using System.Collections;

namespace CloudifyPS;

/// <summary>An execution of a workflow: <c>GET /executions</c>.</summary>
public sealed class Execution : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time at which the execution started. Manager 4.5 and later.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>
    /// Gets or sets the time at which the execution ended; null while it runs. Manager 4.4 and later.
    /// </summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>
    /// Gets or sets the time for which the execution is scheduled; null if it is not. Manager 4.6 and later.
    /// </summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>Gets or sets the identifier of the deployment; null for a system workflow.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Gets or sets the display name of the deployment. Manager 6.1 and later.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>Gets or sets the identifier of the blueprint; null for a system workflow.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>Gets or sets the name of the workflow.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>
    /// Gets or sets the status: pending, queued, scheduled, started, cancelling, force_cancelling or kill_cancelling
    /// before the end; terminated, failed or cancelled after it.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>
    /// Gets or sets the display text of the status, such as completed for terminated. Manager 4.4 and later.
    /// </summary>
    public string? StatusDisplay { get; set; }

    /// <summary>
    /// Gets or sets the reason of a failure, with the manager's traceback; empty if the execution did not fail.
    /// </summary>
    public string? Error { get; set; }

    /// <summary>Gets or sets whether the execution runs a workflow of the manager itself.</summary>
    public bool? IsSystemWorkflow { get; set; }

    /// <summary>
    /// Gets or sets whether the execution is a dry run, which does not run operations. Manager 4.6 and later.
    /// </summary>
    public bool? IsDryRun { get; set; }

    /// <summary>Gets or sets the parameters, including defaults.</summary>
    public IDictionary? Parameters { get; set; }

    /// <summary>Gets or sets the number of operations. Manager 6.0 and later.</summary>
    public int? TotalOperations { get; set; }

    /// <summary>Gets or sets the number of finished operations. Manager 6.0 and later.</summary>
    public int? FinishedOperations { get; set; }

    /// <summary>Gets or sets whether the execution was resumed. Manager 6.0 and later.</summary>
    public bool? Resume { get; set; }

    /// <summary>Gets or sets whether undeclared parameters are allowed. Manager 6.0 and later.</summary>
    public bool? AllowCustomParameters { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? ExecutionId => Id;

    /// <summary>Gets whether the execution has ended: it is terminated, failed or cancelled.</summary>
    public bool HasEnded => Status is "terminated" or "failed" or "cancelled";
}
