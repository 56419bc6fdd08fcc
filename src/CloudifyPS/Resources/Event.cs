namespace CloudifyPS;

/// <summary>An event or a log line of an execution: <c>GET /events</c>.</summary>
public sealed class Event : Resource
{
    /// <summary>When the manager stored it, by the manager's clock.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>When it happened, by the clock of the machine that ran it.</summary>
    public DateTimeOffset? ReportedTimestamp { get; set; }

    /// <summary>cloudify_event or cloudify_log.</summary>
    public string? Type { get; set; }

    /// <summary>Kind of event: workflow_started, task_failed ...; null on log lines.</summary>
    public string? EventType { get; set; }

    /// <summary>debug, info, warning, error or critical; null on events.</summary>
    public string? Level { get; set; }

    /// <summary>The logger; null on events.</summary>
    public string? Logger { get; set; }

    /// <summary>The text; may have several lines.</summary>
    public string? Message { get; set; }

    /// <summary>The execution.</summary>
    public string? ExecutionId { get; set; }

    /// <summary>The group of executions. Managers from 6.0 on.</summary>
    public string? ExecutionGroupId { get; set; }

    /// <summary>The deployment; null for system workflows.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The name of the deployment to show. Managers from 6.1 on.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>The blueprint; null for system workflows.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The workflow.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>The node.</summary>
    public string? NodeName { get; set; }

    /// <summary>The node instance.</summary>
    public string? NodeInstanceId { get; set; }

    /// <summary>The operation.</summary>
    public string? Operation { get; set; }

    /// <summary>Source instance of a relationship operation. Managers from 4.6 on.</summary>
    public string? SourceId { get; set; }

    /// <summary>Target instance of a relationship operation. Managers from 4.6 on.</summary>
    public string? TargetId { get; set; }

    /// <summary>Why a task failed; null on others.</summary>
    public ErrorCause[]? ErrorCauses { get; set; }

    /// <summary>The manager that ran it. Managers from 6.4 on.</summary>
    public string? ManagerName { get; set; }

    /// <summary>The agent that ran it. Managers from 6.4 on.</summary>
    public string? AgentName { get; set; }

    /// <summary>
    /// The manager's number of it (<c>_storage_id</c>), the only stable identity of an event. Managers from 5.0.5 on.
    /// </summary>
    public long? StorageId { get; set; }

    /// <summary>
    /// True where events of several deployments are shown together, so that the view names the deployment.
    /// </summary>
    internal bool ShowsDeployment { get; set; }
}
