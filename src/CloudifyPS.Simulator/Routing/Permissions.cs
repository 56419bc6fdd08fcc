namespace CloudifyPS.Simulator.Routing;

/// <summary>
/// The permissions of the roles. An action that is not listed is permitted to system administrators only.
/// </summary>
internal static class Permissions
{
    private const string Viewer = "viewer";
    private const string Operations = "operations";
    private const string User = "user";
    private const string Manager = "manager";

    /// <summary>The actions that need no role in a tenant.</summary>
    private static readonly HashSet<string> Anybody = Set("""
        version_get status_get user_get_self tenant_list maintenance_mode_get manager_config_get
        license_list broker_get db_nodes_get token_get token_list token_create token_delete
        """);

    /// <summary>The actions of each role in addition to those of the previous one.</summary>
    private static readonly (string Role, HashSet<string> Actions)[] Ladder =
    [
        (Viewer, Set("""
            agent_get agent_list blueprint_get blueprint_list blueprint_download cluster_status_get deployment_get
            deployment_list
            deployment_outputs deployment_capabilities event_list execution_get execution_list execution_schedule_list
            execution_group_list execution_should_start filter_get filter_list labels_list manager_get node_list
            node_instance_get node_instance_list operations plugin_get plugin_list plugin_download plugins_update_list
            secret_get secret_list secrets_provider_list site_get site_list
            """)),
        (Operations, Set("""
            tenant_get agent_create agent_update deployment_create deployment_set_visibility deployment_delete
            deployment_update deployment_set_site event_create event_delete
            execution_start execution_cancel execution_status_update execution_schedule_create execution_delete
            filter_create
            filter_update filter_delete node_update node_instance_update node_instance_delete
            """)),
        (User, Set("""
            blueprint_upload blueprint_delete plugin_upload plugin_delete secret_create secret_update secret_delete
            secret_export site_create site_update site_delete resource_set_visibility
            """)),
        (Manager, Set("manager_config_put")),
    ];

    /// <summary>The roles of users and user groups in a tenant.</summary>
    public static readonly string[] TenantRoles = [Manager, User, Operations, Viewer];

    public static bool AnyUser(string action) => Anybody.Contains(action);

    public static bool Allow(string role, string action)
    {
        var top = Array.FindIndex(Ladder, step => step.Role == role);
        return Ladder.Take(top + 1).Any(step => step.Actions.Contains(action));
    }

    private static HashSet<string> Set(string actions) =>
        [.. actions.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
