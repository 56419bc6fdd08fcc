namespace CloudifyPS;

/// <summary>An event or a log line of an execution: <c>GET /events</c>.</summary>
public sealed class Event : Resource
{
    /// <summary>Gets or sets the time at which the manager stored the event, by the manager's clock.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>
    /// Gets or sets the time at which the event occurred, by the clock of the machine that reported it.
    /// </summary>
    public DateTimeOffset? ReportedTimestamp { get; set; }

    /// <summary>Gets or sets the type: cloudify_event or cloudify_log.</summary>
    public string? Type { get; set; }

    /// <summary>
    /// Gets or sets the type of the event, such as workflow_started or task_failed; null for a log line.
    /// </summary>
    public string? EventType { get; set; }

    /// <summary>Gets or sets the level: debug, info, warning, error or critical; null for an event.</summary>
    public string? Level { get; set; }

    /// <summary>Gets or sets the name of the logger; null for an event.</summary>
    public string? Logger { get; set; }

    /// <summary>Gets or sets the text; can have several lines.</summary>
    public string? Message { get; set; }

    /// <summary>Gets or sets the identifier of the execution.</summary>
    public string? ExecutionId { get; set; }

    /// <summary>Gets or sets the identifier of the execution group. Manager 6.0 and later.</summary>
    public string? ExecutionGroupId { get; set; }

    /// <summary>Gets or sets the identifier of the deployment; null for a system workflow.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Gets or sets the display name of the deployment. Manager 6.1 and later.</summary>
    public string? DeploymentDisplayName { get; set; }

    /// <summary>Gets or sets the identifier of the blueprint; null for a system workflow.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>Gets or sets the name of the workflow.</summary>
    public string? WorkflowId { get; set; }

    /// <summary>Gets or sets the name of the node; null if the event does not concern a node.</summary>
    public string? NodeName { get; set; }

    /// <summary>Gets or sets the identifier of the node instance; null if the event does not concern one.</summary>
    public string? NodeInstanceId { get; set; }

    /// <summary>Gets or sets the name of the operation; null if the event does not concern one.</summary>
    public string? Operation { get; set; }

    /// <summary>Gets or sets the source node instance of a relationship operation. Manager 4.6 and later.</summary>
    public string? SourceId { get; set; }

    /// <summary>Gets or sets the target node instance of a relationship operation. Manager 4.6 and later.</summary>
    public string? TargetId { get; set; }

    /// <summary>Gets or sets the exceptions that made a task fail; null for other events.</summary>
    public ErrorCause[]? ErrorCauses { get; set; }

    /// <summary>Gets or sets the name of the manager that ran the operation. Manager 6.4 and later.</summary>
    public string? ManagerName { get; set; }

    /// <summary>Gets or sets the name of the agent that ran the operation. Manager 6.4 and later.</summary>
    public string? AgentName { get; set; }

    /// <summary>
    /// Gets or sets the number of the event in the manager's database (<c>_storage_id</c>). No other property
    /// identifies an event. Manager 5.0.5 and later.
    /// </summary>
    public long? StorageId { get; set; }

    /// <summary>
    /// True where events of several deployments are shown together, so that the view names the deployment.
    /// </summary>
    internal bool ShowsDeployment { get; set; }
}
