using Newtonsoft.Json;

namespace CloudifyPS.Benchmarks;

/// <summary>A page of executions with every attribute that a manager sends, declared for JsonConvert.</summary>
internal sealed class BarePage
{
    [JsonProperty("items")] public List<BareExecution> Items { get; set; } = [];
    [JsonProperty("metadata")] public BareMetadata Metadata { get; set; } = new();

    internal sealed class BareMetadata
    {
        [JsonProperty("pagination")] public BarePagination Pagination { get; set; } = new();
    }

    internal sealed class BarePagination
    {
        [JsonProperty("total")] public int Total { get; set; }
        [JsonProperty("offset")] public int Offset { get; set; }
        [JsonProperty("size")] public int Size { get; set; }
    }

    internal sealed class BareExecution
    {
        [JsonProperty("id")] public string? Id { get; set; }
        [JsonProperty("created_at")] public DateTimeOffset? CreatedAt { get; set; }
        [JsonProperty("started_at")] public DateTimeOffset? StartedAt { get; set; }
        [JsonProperty("ended_at")] public DateTimeOffset? EndedAt { get; set; }
        [JsonProperty("scheduled_for")] public DateTimeOffset? ScheduledFor { get; set; }
        [JsonProperty("visibility")] public string? Visibility { get; set; }
        [JsonProperty("error")] public string? Error { get; set; }
        [JsonProperty("is_system_workflow")] public bool? IsSystemWorkflow { get; set; }
        [JsonProperty("parameters")] public Dictionary<string, object?>? Parameters { get; set; }
        [JsonProperty("status")] public string? Status { get; set; }
        [JsonProperty("status_display")] public string? StatusDisplay { get; set; }
        [JsonProperty("workflow_id")] public string? WorkflowId { get; set; }
        [JsonProperty("is_dry_run")] public bool? IsDryRun { get; set; }
        [JsonProperty("resume")] public bool? Resume { get; set; }
        [JsonProperty("total_operations")] public int? TotalOperations { get; set; }
        [JsonProperty("finished_operations")] public int? FinishedOperations { get; set; }
        [JsonProperty("allow_custom_parameters")] public bool? AllowCustomParameters { get; set; }
        [JsonProperty("blueprint_id")] public string? BlueprintId { get; set; }
        [JsonProperty("deployment_id")] public string? DeploymentId { get; set; }
        [JsonProperty("deployment_display_name")] public string? DeploymentDisplayName { get; set; }
        [JsonProperty("tenant_name")] public string? TenantName { get; set; }
        [JsonProperty("created_by")] public string? CreatedBy { get; set; }
        [JsonProperty("resource_availability")] public string? ResourceAvailability { get; set; }
        [JsonProperty("private_resource")] public bool? PrivateResource { get; set; }
    }
}
