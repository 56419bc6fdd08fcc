using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>
/// A kind of resource and its attributes in the order of the responses. <c>name@5.0</c> is an attribute of 5.0 and
/// later, <c>name@4.0-5.0</c> one that 5.0 no longer has.
/// </summary>
internal sealed class ResourceType
{
    private const string Shared =
        "tenant_name created_by resource_availability@4.2 private_resource@4.0.1 permission@4.0-4.0.1 visibility@4.3";

    private const string NodeFields = """
        id deploy_number_of_instances host_id max_number_of_instances min_number_of_instances number_of_instances
        planned_number_of_instances plugins_p@6.2 plugins plugins_to_install_p@6.2 plugins_to_install properties_p@6.2
        properties relationships_p@6.2 relationships operations_p@6.2 operations type type_hierarchy_p@6.2
        type_hierarchy
        drifted_instances@6.4 unavailable_instances@6.4 actual_number_of_instances@5.0.5 deployment_id blueprint_id
        deployment_display_name@6.1 actual_planned_number_of_instances@5.0.5
        """;

    private static readonly Version Ever = new(4, 0);
    private readonly List<(string Name, Version Since, Version? Until)> _fields;
    private readonly string[] _filters;

    /// <param name="name">The name of the kind in errors.</param>
    /// <param name="searchField">The attribute that <c>_search</c> is compared with.</param>
    /// <param name="fields">The attributes.</param>
    /// <param name="isShared">Whether the kind has the attributes of all resources of a tenant, too.</param>
    /// <param name="filters">What can be filtered by in addition to the attributes; -name: what cannot.</param>
    private ResourceType(
        string name, string searchField, string fields, bool isShared = true, params string[] filters)
    {
        _filters = filters;
        Name = name;
        SearchField = searchField;
        _fields = [.. (isShared ? $"{fields} {Shared}" : fields)
            .Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    public static ResourceType Blueprint { get; } = new("Blueprint", "id", """
        created_at id main_file_name plan_p@6.2 plan requirements@7.0 updated_at description is_hidden@5.0 state@5.2
        error@5.2 error_traceback@5.2 labels@6.0 upload_execution@6.2
        """, filters: ["-labels", "-upload_execution"]);

    public static ResourceType Deployment { get; } = new("Deployment", "id", """
        created_at id description inputs_p@6.2 inputs groups_p@6.2 groups permalink policy_triggers_p@6.2
        policy_triggers
        policy_types_p@6.2 policy_types outputs_p@6.2 outputs capabilities_p@6.2 capabilities@4.6 scaling_groups_p@6.2
        scaling_groups updated_at workflows_p@6.2 workflows runtime_only_evaluation@5.0.5 installation_status@6.0
        deployment_status@6.0 sub_services_status@6.0 sub_environments_status@6.0 sub_services_count@6.0
        sub_environments_count@6.0 display_name@6.0 resource_tags@6.3 drifted_instances@6.4 unavailable_instances@6.4
        latest_execution@6.3 latest_execution_finished_operations@6.0 latest_execution_total_operations@6.0
        latest_execution_workflow_id@7.0 create_execution@6.3 blueprint_id site_name@5.0 latest_execution_status@6.0
        environment_type@6.0 has_sub_deployments@6.2 workdir_zip@6.3 labels@5.2 deployment_groups@5.2
        """, filters: ["deployment_group_id", "-workdir_zip", "-labels", "-deployment_groups"]);

    public static ResourceType Execution { get; } = new("Execution", "id", """
        created_at id ended_at@4.4 error is_system_workflow parameters_p@6.2 parameters status workflow_id
        started_at@4.5
        scheduled_for@4.6 is_dry_run@4.6 resume@6.0 total_operations@6.0 finished_operations@6.0
        allow_custom_parameters@6.0 blueprint_id deployment_display_name@6.1 deployment_id status_display@4.4
        """, filters: "execution_group_id");

    public static ResourceType Node { get; } = new("Node", "id", NodeFields);

    /// <summary>A node in a search by its type.</summary>
    public static ResourceType NodeType { get; } = new("Node", "type", NodeFields);

    /// <summary>A node whose functions are evaluated has its id in <c>name</c>, too.</summary>
    public static ResourceType EvaluatedNode { get; } = new("Node", "id", NodeFields + " name");

    public static ResourceType NodeInstance { get; } = new("NodeInstance", "id", """
        id host_id index@5.0.5 relationships_p@6.2 relationships runtime_properties_p@6.2 runtime_properties
        system_properties@6.3 scaling_groups_p@6.2 scaling_groups state version has_configuration_drift@6.4
        is_status_check_ok@6.4 node_id deployment_id
        """);

    public static ResourceType Plugin { get; } = new("Plugin", "package_name", """
        id archive_name distribution distribution_release distribution_version excluded_wheels_p@6.2 excluded_wheels
        package_name package_source package_version supported_platform_p@6.2 supported_platform
        supported_py_versions_p@6.2
        supported_py_versions uploaded_at wheels_p@6.2 wheels title@5.1 blueprint_labels@6.3 labels@6.3
        resource_tags@6.3
        installation_state@5.1 yaml_files_paths@7.0 yaml_url_path@4.3 file_server_path@4.3-6.4
        """, filters: ["-installation_state", "-yaml_files_paths", "-yaml_url_path", "-file_server_path"]);

    public static ResourceType Secret { get; } = new("Secret", "key", """
        created_at value updated_at is_hidden_value@4.4 schema@7.0 provider_options@7.0 key provider_name@7.0
        """);

    public static ResourceType SecretsProvider { get; } = new("SecretsProvider", "name", """
        created_at id visibility name type connection_parameters updated_at tenant_name created_by
        resource_availability private_resource
        """, isShared: false);

    /// <summary>Lists do not contain the values of secrets.</summary>
    public static ResourceType SecretListItem { get; } = new("Secret", "key", """
        key created_at updated_at resource_availability@4.2 visibility@4.3 tenant_name created_by is_hidden_value@4.4
        provider_name@7.0 permission@4.0-4.2 private_resource@4.0.1-4.2
        """, isShared: false);

    public static ResourceType Snapshot { get; } = new("Snapshot", "id", "created_at id status error");

    public static ResourceType Site { get; } = new("Site", "name", "created_at name latitude longitude location");

    public static ResourceType Filter { get; } = new(
        "Filter", "id", "created_at id value updated_at is_system_filter labels_filter_rules attrs_filter_rules");

    public static ResourceType TasksGraph { get; } = new("TasksGraph", "id", "created_at id name execution_id");

    public static ResourceType Operation { get; } = new("Operation", "id", """
        created_at id name state dependencies type parameters manager_name@6.4 agent_name@6.4 tasks_graph_id
        """);

    public static ResourceType Schedule { get; } = new("ExecutionSchedule", "id", """
        created_at id next_occurrence since until rule slip workflow_id parameters execution_arguments stop_on_fail
        enabled
        deployment_id latest_execution_status all_next_occurrences
        """);

    public static ResourceType Tenant { get; } = new(
        "Tenant", "name",
        "name groups users user_roles@4.3 rabbitmq_username@4.6 rabbitmq_password@4.6 rabbitmq_vhost@4.6",
        isShared: false);

    public static ResourceType User { get; } = new("User", "username", """
        username tenants tenant_roles@4.3 groups role group_system_roles@4.3 active created_at@7.0 first_login_at@6.0
        last_login_at is_locked@4.4 show_getting_started@6.0 password_hash@6.3
        """, isShared: false);

    public static ResourceType Group { get; } = new(
        "Group", "name", "name ldap_dn users tenants role@4.3", isShared: false);

    public static ResourceType Token { get; } = new(
        "Token", "id",
        "id@6.4 username@4.6 value role expiration_date@6.4 last_used@6.4 description@6.4", isShared: false);

    public static ResourceType Version { get; } = new(
        "Version", "version", "edition version build date commit distribution@5.0 distro_release@5.0", isShared: false);

    public static ResourceType License { get; } = new("License", "customer_id", """
        customer_id expiration_date license_edition trial cloudify_version capabilities expired
        """, isShared: false);

    public static ResourceType Status { get; } = new("Status", "status", "status services", isShared: false);

    public static ResourceType ClusterNode { get; } = new(
        "ClusterNode", "name", "name host_ip master online initialized credentials", isShared: false);

    public static ResourceType ClusterState { get; } = new(
        "ClusterState", "initialized", "initialized consul error logs", isShared: false);

    public static ResourceType Manager { get; } = new("Manager", "hostname", """
        id hostname private_ip public_ip version edition distribution distro_release fs_sync_node_id networks last_seen
        status_report_frequency ca_cert_content
        """, isShared: false);

    public static ResourceType Config { get; } = new(
        "Config", "name", "name value schema is_editable admin_only updated_at scope updater_name", isShared: false);

    public static ResourceType Broker { get; } = new(
        "RabbitMQBroker", "name",
        "name host management_host port username password params networks is_external ca_cert_content",
        isShared: false);

    public static ResourceType Agent { get; } = new("Agent", "name", """
        created_at id visibility ip name install_method system version state rabbitmq_username rabbitmq_password
        rabbitmq_exchange updated_at node_instance_id host_id node_id deployment_id node deployment node_ids
        node_instance_ids install_methods tenant_name created_by resource_availability private_resource
        """, isShared: false);

    /// <summary>Lists show fewer attributes, and can be filtered by all.</summary>
    public static ResourceType AgentListItem { get; } = new("Agent", "name", """
        id host_id node_instance_id ip install_method system version node deployment tenant_name created_at
        rabbitmq_exchange created_by rabbitmq_username visibility rabbitmq_password state
        """, isShared: false, "name", "updated_at", "node_id", "deployment_id", "node_ids", "node_instance_ids",
        "install_methods", "resource_availability", "private_resource");

    public static ResourceType DbNode { get; } = new("DBNodes", "name", "name host is_external", isShared: false);

    public string Name { get; }

    /// <summary>Gets the attribute that <c>_search</c> is compared with.</summary>
    public string SearchField { get; }

    /// <summary>Gets the attributes of a manager version.</summary>
    public IReadOnlyList<string> Fields(System.Version version) =>
    [
        .. _fields.Where(field => version >= field.Since && (field.Until is null || version < field.Until))
            .Select(field => field.Name),
    ];

    /// <summary>Gets the attributes that lists can be filtered by.</summary>
    public IReadOnlyList<string> Filters(System.Version version) =>
    [
        .. Fields(version).Where(field => !_filters.Contains("-" + field)),
        .. _filters.Where(filter => filter[0] != '-'),
    ];

    /// <summary>Creates the response for a row.</summary>
    public JObject Show(RequestContext call, JObject row) => Show(call, row, Included(call));

    private static JObject Show(RequestContext call, JObject row, IReadOnlyList<string> fields)
    {
        var result = new JObject();
        foreach (var field in fields)
        {
            result[field] = ResourceValue.Of(call, row, field).DeepClone();
        }

        return result;
    }

    /// <summary>Creates the response for a row with all attributes, whatever <c>_include</c> names.</summary>
    public JObject ShowAll(RequestContext call, JObject row) => Show(call, row, Fields(call.Manager.Version));

    /// <summary>Gets the attributes that <c>_include</c> names, in the manager's order.</summary>
    /// <exception cref="ManagerErrorException">400: <c>_include</c> names an unknown attribute.</exception>
    public IReadOnlyList<string> Included(RequestContext call)
    {
        var all = Fields(call.Manager.Version);
        var wished = (call.Query("_include") ?? "")
            .Split([','], StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim()).ToList();
        var unknown = wished.Except(all).ToList();
        if (unknown.Count > 0)
        {
            throw new ManagerErrorException(
                400, "no_such_include_field_error", ListResponse.UnknownKeys("Include", unknown, all));
        }

        return wished.Count > 0 ? [.. all.Where(wished.Contains)] : all;
    }

    private static (string Name, Version Since, Version? Until) Parse(string field)
    {
        var parts = field.Split('@');
        if (parts.Length == 1)
        {
            return (field, Ever, null);
        }

        var versions = parts[1].Split('-');
        return (
            parts[0], System.Version.Parse(versions[0]),
            versions.Length > 1 ? System.Version.Parse(versions[1]) : null);
    }
}
