namespace CloudifyPS.Simulator.Api;

/// <summary>What the roles of a tenant permit; a system administrator may do everything.</summary>
internal static class Permissions
{
    /// <summary>What needs no role in any tenant.</summary>
    private static readonly HashSet<string> Anybody =
    [
        "version_get", "status_get", "cluster_status_get", "user_get_self", "tenant_list", "tenant_get", "maintenance_mode_get",
        "token_get", "token_list", "token_create", "token_delete", "user_token", "snapshot_status_get",
    ];

    /// <summary>What only a system administrator may do.</summary>
    private static readonly string[] Administration =
    [
        "snapshot_", "user_", "tenant_", "maintenance_mode_set", "manager_config_put", "cluster_", "license_",
        "manager_manage", "broker_manage",
    ];

    private static readonly HashSet<string> Operations =
    [
        "execution_start", "execution_cancel", "execution_resume", "execution_should_start",
        "deployment_update", "node_instance_update", "deployment_modification_start",
    ];

    public static bool AnyUser(string action) => Anybody.Contains(action);

    public static bool Allow(string role, string action)
    {
        if (Administration.Any(prefix => action.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return false;
        }

        var reads = new[] { "_list", "_get", "_download", "_outputs", "_capabilities", "_export" }
            .Any(suffix => action.EndsWith(suffix, StringComparison.Ordinal));
        return role switch
        {
            "manager" or "user" => true,
            "operations" => reads || Operations.Contains(action),
            _ => reads,
        };
    }
}
