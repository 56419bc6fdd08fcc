using System.Collections;

namespace CloudifyPS;

/// <summary>A run of a workflow: <c>GET /executions</c>.</summary>
public sealed class Execution : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it began to run. Manager 4.5 and later.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended. Manager 4.4 and later.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When it is to run. Manager 4.6 and later.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>The deployment; null for system workflows.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The name of the deployment to show. Manager 6.1 and later.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>The blueprint; null for system workflows.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The workflow.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>
    /// pending, queued, scheduled, started, cancelling, force_cancelling, kill_cancelling while it is under way;
    /// terminated, failed or cancelled when it has ended.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>The status in words: completed for terminated. Manager 4.4 and later.</summary>
    public string? StatusDisplay { get; set; }

    /// <summary>Why it failed, with the manager's traceback; empty when it did not.</summary>
    public string? Error { get; set; }

    /// <summary>True for what the manager runs for itself.</summary>
    public bool? IsSystemWorkflow { get; set; }

    /// <summary>True where nothing was really done. Manager 4.6 and later.</summary>
    public bool? IsDryRun { get; set; }

    /// <summary>The parameters it was started with, completed with the defaults.</summary>
    public IDictionary? Parameters { get; set; }

    /// <summary>How many operations it has. Manager 6.0 and later.</summary>
    public int? TotalOperations { get; set; }

    /// <summary>How many of them have finished. Manager 6.0 and later.</summary>
    public int? FinishedOperations { get; set; }

    /// <summary>Whether it was resumed. Manager 6.0 and later.</summary>
    public bool? Resume { get; set; }

    /// <summary>Whether undeclared parameters were allowed. Manager 6.0 and later.</summary>
    public bool? AllowCustomParameters { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? ExecutionId => Id;

    /// <summary>True when it has ended: terminated, failed or cancelled.</summary>
    public bool HasEnded => Status is "terminated" or "failed" or "cancelled";
}
