using System.Collections;

namespace CloudifyPS;

/// <summary>A run of a workflow: <c>GET /executions</c>.</summary>
public sealed class Execution : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it began to run. Managers from 4.5 on.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended. Managers from 4.4 on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When it is to run. Managers from 4.6 on.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>The deployment; null for system workflows.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The name of the deployment to show. Managers from 6.1 on.</summary>
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

    /// <summary>The status in words: completed for terminated. Managers from 4.4 on.</summary>
    public string? StatusDisplay { get; set; }

    /// <summary>Why it failed, with the manager's traceback; empty when it did not.</summary>
    public string? Error { get; set; }

    /// <summary>True for what the manager runs for itself.</summary>
    public bool? IsSystemWorkflow { get; set; }

    /// <summary>True where nothing was really done. Managers from 4.6 on.</summary>
    public bool? IsDryRun { get; set; }

    /// <summary>The parameters it was started with, completed with the defaults.</summary>
    public IDictionary? Parameters { get; set; }

    /// <summary>How many operations it has. Managers from 6.0 on.</summary>
    public int? TotalOperations { get; set; }

    /// <summary>How many of them have finished. Managers from 6.0 on.</summary>
    public int? FinishedOperations { get; set; }

    /// <summary>Whether it was resumed. Managers from 6.0 on.</summary>
    public bool? Resume { get; set; }

    /// <summary>Whether undeclared parameters were allowed. Managers from 6.0 on.</summary>
    public bool? AllowCustomParameters { get; set; }

    /// <summary>The same as <see cref="Id"/>, under the name by which other cmdlets take it from the pipeline.</summary>
    public string? ExecutionId => Id;

    /// <summary>True when it has ended: terminated, failed or cancelled.</summary>
    public bool HasEnded => Status is "terminated" or "failed" or "cancelled";
}
