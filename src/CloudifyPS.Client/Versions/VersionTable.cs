using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Versions;

/// <summary>
/// Lists the operations and fields that some manager versions do not support. The version checks use this table, and
/// tests compare the help pages with it.
/// </summary>
internal static class VersionTable
{
    private const string Ignored = "The manager ignores the field.";
    private const string Missing = "404";
    private const string ClusterAction =
        "Look at the cluster with Invoke-CfyRestMethod cluster-status, managers, brokers or db-nodes.";

    private const string OwnTokenAction = "Before 6.4 every user has one token. Get it with Get-CfyToken.";

    private static readonly Version V42 = new(4, 2);
    private static readonly Version V43 = new(4, 3);
    private static readonly Version V44 = new(4, 4);
    private static readonly Version V45 = new(4, 5);
    private static readonly Version V46 = new(4, 6);
    private static readonly Version V50 = new(5, 0);
    private static readonly Version V505 = new(5, 0, 5);
    private static readonly Version V51 = new(5, 1);
    private static readonly Version V52 = new(5, 2);
    private static readonly Version V60 = new(6, 0);
    private static readonly Version V61 = new(6, 1);
    private static readonly Version V64 = new(6, 4);
    private static readonly Version V70 = new(7, 0);
    private static readonly Version V704 = new(7, 0, 4);

    public static IReadOnlyList<VersionLimit> Limits { get; } =
    [
        // Lists
        new("GET /executions", "_all_tenants", "Get-CfyExecution", "AllTenants", Ignored) { Since = V42 },
        new("GET /events", "node_id", "Get-CfyEvent", "NodeId", "400") { Since = V46 },
        new("GET /events", "node_instance_id", "Get-CfyEvent", "NodeInstanceId", "400") { Since = V46 },
        new("GET /events", "operation", "Get-CfyEvent", "Operation", "400") { Since = V46 },

        // Blueprints
        new("PUT /blueprints/{id}", "visibility", "Publish-CfyBlueprint", "Visibility", Ignored) { Since = V43 },
        new("PUT /blueprints/{id}", "labels", "Publish-CfyBlueprint", "Label", Ignored) { Since = V60 },
        new("DELETE /blueprints/{id}", "force", "Remove-CfyBlueprint", "Force", Ignored) { Since = V46 },

        // Deployments
        new("PUT /deployments/{id}", "visibility", "New-CfyDeployment", "Visibility", Ignored) { Since = V43 },
        new("PUT /deployments/{id}", "site_name", "New-CfyDeployment", "SiteName", Ignored) { Since = V50 },
        new("PUT /deployments/{id}", "labels", "New-CfyDeployment", "Label", Ignored) { Since = V52 },
        new("PUT /deployments/{id}", "display_name", "New-CfyDeployment", "DisplayName", Ignored) { Since = V60 },
        new("DELETE /deployments/{id}", "delete_logs", "Remove-CfyDeployment", "WithLogs", Ignored) { Since = V50 },
        new("DELETE /deployments/{id}", "recursive", "Remove-CfyDeployment", "Recursive", Ignored) { Since = V704 },
        new("GET /deployments/{id}/capabilities", null, "Get-CfyDeploymentCapability", null, Missing) { Since = V46 },

        // Executions
        new("POST /executions", "dry_run", "Start-CfyExecution", "DryRun", "The manager runs the workflow.")
        {
            Since = V44,
        },
        new("POST /executions", "queue", "Start-CfyExecution", "Queue", "The manager refuses, or runs at once.")
        {
            Since = V45,
        },
        new("POST /executions", "scheduled_time", "Start-CfyExecution", "ScheduledTime", "The manager runs at once.")
        {
            Since = V46,
        },
        new("POST /executions/{id}", "action", "Stop-CfyExecution", "Kill", "400") { Since = V44, Value = "kill" },
        new("POST /executions/{id}", "action", "Resume-CfyExecution", null, "400") { Since = V46, Value = "resume" },
        new("POST /executions/{id}", "action", "Resume-CfyExecution", null, "400")
        {
            Since = V46,
            Value = "force-resume",
        },

        // Node instances
        new("PATCH /node-instances/{id}", "force", "Set-CfyNodeInstance", "Force", Ignored) { Since = V61 },

        // Plugins
        new("POST /plugins", "visibility", "Publish-CfyPlugin", "Visibility", Ignored) { Since = V43 },
        new("POST /plugins", null, "Publish-CfyPlugin", "YamlPath", "400") { Since = V43 },
        new("POST /plugins", null, "Publish-CfyPlugin", "YamlPath", "400") { Since = V64, IsForSeveral = true },
        new("POST /plugins", null, "Publish-CfyPlugin", "IconPath", "400") { Since = V43 },
        new("POST /plugins", "title", "Publish-CfyPlugin", "Title", Ignored) { Since = V51 },
        new("GET /plugins/{id}/archive", "full_archive", "Save-CfyPlugin", "FullArchive", Ignored) { Since = V70 },

        // Secrets
        new("PUT /secrets/{key}", "update_if_exists", "New-CfySecret", "UpdateIfExists", Ignored) { Since = V43 },
        new("PUT /secrets/{key}", "visibility", "New-CfySecret", "Visibility", Ignored) { Since = V43 },
        new("PUT /secrets/{key}", "is_hidden_value", "New-CfySecret", "Hidden", "The value stays visible.")
        {
            Since = V44,
        },
        new("PUT /secrets/{key}", "schema", "New-CfySecret", "Schema", Ignored) { Since = V70 },
        new("PUT /secrets/{key}", "schema", "New-CfySecret", "StructuredValue", "500") { Since = V70 },
        new("PUT /secrets/{key}", "schema", "Set-CfySecret", "StructuredValue", "500") { Since = V70 },
        new("PATCH /secrets/{key}", "visibility", "Set-CfySecret", "Visibility", Ignored) { Since = V44 },
        new("PATCH /secrets/{key}", "is_hidden_value", "Set-CfySecret", "Hidden", "The value stays visible.")
        {
            Since = V44,
        },

        // Snapshots
        new("PUT /snapshots/{id}", "include_metrics", "New-CfySnapshot", "IncludeMetrics", Ignored) { Until = V50 },
        new("PUT /snapshots/{id}", "include_events", "New-CfySnapshot", "ExcludeEvent", Ignored)
        {
            Since = V43,
            IsAlwaysSent = true,
        },
        new("PUT /snapshots/{id}", "queue", "New-CfySnapshot", "Queue", Ignored) { Since = V45 },
        new(
            "POST /snapshots/{id}/restore",
            "recreate_deployments_envs",
            "Restore-CfySnapshot",
            "SkipDeploymentEnvironment",
            Ignored)
        {
            Until = V60,
            IsAlwaysSent = true,
        },

        // Tenants, users, user groups
        new("PUT /tenants/users", "role", "Add-CfyTenantUser", "Role", Ignored) { Since = V42, IsAlwaysSent = true },
        new("PUT /tenants/user-groups", "role", "Add-CfyTenantUserGroup", "Role", Ignored)
        {
            Since = V42,
            IsAlwaysSent = true,
        },
        new("PATCH /tenants/users", null, "Set-CfyTenantUser", null, "405") { Since = V42 },
        new("PATCH /tenants/user-groups", null, "Set-CfyTenantUserGroup", null, "405") { Since = V42 },
        new("GET /user", null, "Get-CfyUser", "Current", Missing) { Since = V42 },
        new("POST /users/unlock/{name}", null, "Unlock-CfyUser", null, Missing) { Since = V44 },
        new("POST /user-groups", "role", "New-CfyUserGroup", "Role", Ignored) { Since = V43 },
        new("POST /user-groups/{name}", null, "Set-CfyUserGroup", null, Missing) { Since = V43 },

        // Tokens
        new("GET /tokens", null, "Get-CfyToken", "AsPlainText", "The manager lists tokens without their values.")
        {
            Until = V64,
            IsAlwaysSent = true,
            Action = "The value of a token is returned only when it is created. Create one with New-CfyToken.",
        },
        new("GET /tokens/{id}", null, "Get-CfyToken", "Id", Missing) { Since = V64, Action = OwnTokenAction },
        new("POST /tokens", null, "New-CfyToken", null, Missing) { Since = V64, Action = OwnTokenAction },
        new("DELETE /tokens/{id}", null, "Remove-CfyToken", null, Missing) { Since = V64 },

        // The manager
        new("GET /status", "summary", "Get-CfyManagerStatus", "Summary", Ignored) { Since = V505 },
        new("GET /cluster", null, "Get-CfyCluster", null, Missing) { Until = V50, Action = ClusterAction },
        new("PUT /cluster", "join_addrs", "Join-CfyCluster", null, Missing) { Until = V50, Action = ClusterAction },
        new("PUT /cluster", null, "Start-CfyCluster", null, Missing) { Until = V50, Action = ClusterAction },
        new("PATCH /cluster", null, "Set-CfyCluster", null, Missing) { Until = V50, Action = ClusterAction },
        new("GET /cluster/nodes", null, "Get-CfyClusterNode", null, Missing) { Until = V50, Action = ClusterAction },
        new("GET /cluster/nodes/{name}", null, "Get-CfyClusterNode", null, Missing)
        {
            Until = V50,
            Action = ClusterAction,
        },
        new("PUT /cluster/nodes/{name}", null, "Add-CfyClusterNode", null, Missing)
        {
            Until = V50,
            Action = ClusterAction,
        },
        new("DELETE /cluster/nodes/{name}", null, "Remove-CfyClusterNode", null, Missing)
        {
            Until = V50,
            Action = ClusterAction,
        },
    ];

    /// <summary>Gets the limits that apply to the operation and the fields of a request.</summary>
    public static IEnumerable<VersionLimit> Of(ApiRequest request) =>
        Limits.Where(limit => !limit.IsAlwaysSent && IsOperation(limit.Operation, request) && Has(limit, request));

    /// <summary>Gets the limits that apply to a call of a cmdlet with the given parameters.</summary>
    /// <param name="cmdlet">The name of the cmdlet.</param>
    /// <param name="parameters">The names of the parameters in use, and the number of values of each.</param>
    public static IEnumerable<VersionLimit> Of(string cmdlet, IReadOnlyDictionary<string, int> parameters) =>
        Limits.Where(limit => limit.Cmdlet == cmdlet && (limit.Parameter is null
            || (parameters.TryGetValue(limit.Parameter, out var count) && count > (limit.IsForSeveral ? 1 : 0))));

    private static bool IsOperation(string operation, ApiRequest request)
    {
        var parts = operation.Split([' '], 2);
        if (parts[0] != request.Method.Method)
        {
            return false;
        }

        var limited = parts[1].Substring(1).Split('/');
        var path = request.Path.Split('/');
        return limited.Length == path.Length
            && limited.Zip(path, (one, other) => one == other || one[0] == '{').All(same => same);
    }

    private static bool Has(VersionLimit limit, ApiRequest request) => limit switch
    {
        // The request does not show whether the archive contains a YAML file or an icon.
        { Field: null, Parameter: "YamlPath" or "IconPath" } => false,
        { Field: null } => true,
        _ => request.Fields.Any(field => field.Key == limit.Field
            && (limit.Value is null ? field.Value is not false : limit.Value.Equals(field.Value))),
    };
}
