using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>config</c> endpoints.</summary>
internal static class ConfigApi
{
    private static readonly Version First = new(5, 0);

    /// <summary>
    /// One setting a line: scope and name, value, JSON schema. ! marks read-only settings, * those that only
    /// administrators can see.
    /// </summary>
    private const string Defaults = """
        rest.account_lock_period -1 {"type":"number","minimum":-1}
        rest.api_service_log_level "INFO" {"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}
        rest.api_service_log_path! "/var/log/cloudify/rest/cloudify-api-service.log" null
        rest.blueprint_folder_max_files 10000 {"type":"integer","minimum":0}
        rest.blueprint_folder_max_size_mb 50 {"type":"number","minimum":0}
        agent.broker_port 5671 {"type":"integer","minimum":1,"maximum":65535}
        rest.default_agent_port 53333 {"type":"number","minimum":1,"maximum":65535}
        rest.default_page_size 1000 {"type":"integer","minimum":1}
        rest.failed_logins_before_account_lock 4 {"type":"integer","minimum":1}
        rest.file_server_root! "/opt/manager/resources" null
        rest.file_server_type "local" {"type":"string"}
        rest.file_server_url! "https://127.0.0.1:53333/resources" null
        agent.heartbeat 30 {"type":"number","minimum":0}
        rest.insecure_endpoints_disabled! true {"type":"boolean"}
        rest.ldap_attribute_email null {"type":"string"}
        rest.ldap_attribute_first_name null {"type":"string"}
        rest.ldap_attribute_group_membership null {"type":"string"}
        rest.ldap_attribute_last_name null {"type":"string"}
        rest.ldap_attribute_uid null {"type":"string"}
        rest.ldap_base_dn null {"type":"string"}
        rest.ldap_bind_format null {"type":"string"}
        rest.ldap_dn_extra null null
        rest.ldap_domain null {"type":"string"}
        rest.ldap_group_dn null {"type":"string"}
        rest.ldap_group_member_filter null {"type":"string"}
        rest.ldap_group_members_filter null {"type":"string"}
        rest.ldap_is_active_directory null {"type":"boolean"}
        rest.ldap_nested_levels 1 {"type":"integer","minimum":1}
        rest.ldap_password* null {"type":"string"}
        rest.ldap_server null {"type":"string"}
        rest.ldap_timeout 5.0 {"type":"number"}
        rest.ldap_user_filter null {"type":"string"}
        rest.ldap_username* null {"type":"string"}
        rest.log_fetch_password* "" null
        rest.log_fetch_username* "" null
        agent.log_level "info" {"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}
        rest.maintenance_folder! "/opt/manager/maintenance" null
        rest.marketplace_api_url "https://marketplace.cloudify.co" {"type":"string"}
        rest.max_concurrent_workflows 20 {"type":"number","minimum":1,"maximum":1000}
        agent.max_workers 5 {"type":"integer","minimum":1}
        mgmtworker.max_workers 5 {"type":"integer","minimum":1}
        rest.min_available_memory_mb 100 {"type":"number","minimum":0}
        mgmtworker.min_workers 2 {"type":"integer","minimum":1}
        agent.min_workers 2 {"type":"integer","minimum":1}
        rest.monitoring_timeout 4 {"type":"number","minimum":0}
        rest.prometheus_url "http://127.0.0.1:9090/monitoring" {"type":"string"}
        rest.public_ip! "127.0.0.1" null
        rest.rest_service_log_level "INFO" {"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}
        rest.rest_service_log_path! "/var/log/cloudify/rest/cloudify-rest-service.log" null
        rest.s3_client_timeout 5.0 {"type":"float"}
        rest.s3_resources_bucket "resources" {"type":"string"}
        rest.s3_server_url "http://fileserver:9000" {"type":"string"}
        workflow.subgraph_retries 0 {"type":"integer","minimum":-1}
        workflow.task_retries 60 {"type":"integer","minimum":-1}
        workflow.task_retry_interval 15 {"type":"integer","minimum":-1}
        """;

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "config", "manager_config_get", List) { Since = First, OnlyV31Since = First, SkipsTenant = true },
        new("GET", "config/{name}", "manager_config_get", call => Show(call, Find(call)))
            { Since = First, OnlyV31Since = First, SkipsTenant = true },
        new("PUT", "config/{name}", "manager_config_put", Put)
            { Since = First, OnlyV31Since = First, SkipsTenant = true },
    ];

    private static ApiResponse Show(RequestContext call, JObject item) =>
        ApiResponse.Json(ResourceType.Config.Show(call, item));

    private static IEnumerable<JObject> All(RequestContext call)
    {
        if (call.State.Settings["config"] is not JArray stored)
        {
            stored = new JArray(Defaults.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(Parse));
            call.State.Settings["config"] = stored;
        }

        var isAdmin = call.IsAdmin;
        return stored.OfType<JObject>().Where(item => isAdmin || !item.Flag("admin_only"));
    }

    private static JObject Parse(string line)
    {
        var parts = line.Trim().Split(' ');
        var name = parts[0].TrimEnd('!', '*').Split('.');
        return new JObject
        {
            ["name"] = name[1],
            ["value"] = JsonText.Parse(parts[1]),
            ["schema"] = JsonText.Parse(parts[2]),
            ["is_editable"] = !parts[0].Contains('!'),
            ["admin_only"] = parts[0].Contains('*'),
            ["updated_at"] = null,
            ["scope"] = name[0],
            ["updater_name"] = null,
        };
    }

    private static ApiResponse List(RequestContext call)
    {
        var scopes = call.Queries("scope");
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject(),
            ["items"] = new JArray(All(call).Where(item => scopes.Count == 0 || scopes.Contains(item.Text("scope")!))),
        });
    }

    /// <summary>Finds a setting by its name, or by scope and name where the name is ambiguous.</summary>
    private static JObject Find(RequestContext call)
    {
        var parts = call["name"].Split('.');
        var found = All(call).Where(item => item.Text("name") == parts[parts.Length - 1]
            && (parts.Length == 1 || item.Text("scope") == parts[0])).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ManagerErrorException(404, "not_found_error", call["name"]),
            _ => throw new ManagerErrorException(409, "ambiguous_name", $"Expected 1 value, but found {found.Count}"),
        };
    }

    /// <summary>Converts a value to the type of the setting, as a manager does.</summary>
    private static JToken Cast(JToken value, string? type) => (type, value) switch
    {
        ("integer", JValue { Value: string text })
            when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                number,
        ("integer", { Type: JTokenType.Float or JTokenType.Boolean }) => value.ToInt(),
        ("number" or "float", JValue { Value: string text })
            when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        ("integer" or "number" or "float", { Type: JTokenType.Null or JTokenType.Object or JTokenType.Array }) =>
            throw new InvalidOperationException($"A manager fails to convert the value to {type}."),
        _ => value,
    };

    private static ApiResponse Put(RequestContext call)
    {
        var body = call.Body();
        var value = body["value"] ?? throw Refusal.BadParameters("Missing value in json request body");
        var isForced = Arguments.Optional(body, "force", JTokenType.Boolean) is JValue { Value: true };
        var item = Find(call);
        if (!item.Flag("is_editable") && !isForced)
        {
            throw Refusal.Conflict($"{item.Text("name")} is not editable");
        }

        value = Cast(value, item.Map("schema").Text("type"));
        if (JsonSchema.Problem(value, item.Map("schema")) is { } problem)
        {
            throw Refusal.Conflict($"Error validating {item.Text("scope")}.{item.Text("name")}: {problem}");
        }

        item["value"] = value;
        item["updated_at"] = call.Now;
        item["updater_name"] = call.UserName;
        return Show(call, item);
    }
}
