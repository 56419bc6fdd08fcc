using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// The endpoints <c>managers</c>, <c>brokers</c>, <c>db-nodes</c> and <c>cluster-status</c> of the components of a
/// manager since 5.0. The components are always healthy.
/// </summary>
internal static class ManagersApi
{
    public const string HostName = "cloudify-simulator";
    private static readonly Version First = new(5, 0);

    private static readonly (string Kind, string Metric, string[] Services)[] ClusterServices =
    [
        ("broker", "rabbitmq_healthy", ["Node Exporter", "RabbitMQ Broker"]),
        ("db", "postgres_healthy",
            ["Node Exporter", "Prometheus exporter for PostgreSQL", "PostgreSQL 14 database server"]),
        ("manager", "manager_healthy",
        [
            "Node Exporter", "Blackbox Exporter", "Prometheus", "AMQP-Postgres", "Cloudify Execution Scheduler",
            "Cloudify API", "Manager REST", "Management Worker", "Webserver",
        ]),
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "managers", "manager_get", ListManagers)
            { Since = First, OnlyV31Since = First },
        new("POST", "managers", "manager_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("PUT", "managers/{name}", "manager_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("DELETE", "managers/{name}", "manager_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("GET", "brokers", "broker_get", call => ListResponse.List(call, ResourceType.Broker, [Broker()]))
            { Since = First, OnlyV31Since = First },
        new("POST", "brokers", "broker_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("PUT", "brokers/{name}", "broker_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("DELETE", "brokers/{name}", "broker_manage", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("GET", "db-nodes", "db_nodes_get", call => ListResponse.List(call, ResourceType.DbNode,
            [new JObject { ["name"] = HostName, ["host"] = "127.0.0.1", ["is_external"] = false }]))
            { Since = First, OnlyV31Since = First },
        new("POST", "db-nodes", "cluster_node_config_update", _ => throw Refusal.MissingPremium())
            { Since = First, OnlyV31Since = First },
        new("GET", "cluster-status", "cluster_status_get", Status) { Since = First, OnlyV31Since = First },
    ];

    private static ApiResponse ListManagers(RequestContext call)
    {
        // A manager ignores all arguments but these, and has one page.
        ResourceType.Manager.Included(call);
        List<JObject> found = [.. new[] { Manager(call) }
            .Where(manager => call.Query("hostname") is not { } name || manager.Text("hostname") == name)];
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject
            {
                ["pagination"] = new JObject
                {
                    ["total"] = found.Count, ["size"] = ListResponse.PageSize, ["offset"] = 0,
                },
                ["filtered"] = null,
            },
            ["items"] = new JArray(found.Select(manager => ResourceType.Manager.Show(call, manager))),
        });
    }

    private static ApiResponse Status(RequestContext call)
    {
        var services = new JObject();
        if (!call.Flag("summary"))
        {
            foreach (var (kind, metric, names) in ClusterServices)
            {
                services[kind] = new JObject
                {
                    ["is_external"] = false, ["status"] = "OK",
                    ["nodes"] = new JObject { [HostName] = NodeStatus(call, metric, names) },
                };
            }
        }

        return ApiResponse.Json(new JObject { ["status"] = "OK", ["services"] = services });
    }

    private static JObject NodeStatus(RequestContext call, string metric, string[] names) => new()
    {
        ["private_ip"] = "127.0.0.1", ["public_ip"] = "127.0.0.1", ["version"] = call.Manager.Options.Version,
        ["services"] = new JObject(names.Select(name => new JProperty(name, ServiceStatus(name)))),
        ["metrics"] = new JArray(new JObject
        {
            ["last_check"] = call.Now, ["healthy"] = true, ["metric_type"] = metric, ["metric_name"] = metric,
        }),
        ["failures"] = new JArray(),
        ["status"] = "OK",
    };

    private static JObject ServiceStatus(string name)
    {
        var unit = name.ToLowerInvariant().Replace(' ', '-');
        return new JObject
        {
            ["status"] = "Active",
            ["extra_info"] = new JObject
            {
                ["supervisord"] = new JObject
                {
                    ["instances"] = new JArray(
                        new JObject { ["Description"] = name, ["state"] = "running", ["Id"] = unit }),
                    ["display_name"] = name,
                    ["unit_id"] = unit,
                },
            },
        };
    }

    private static JObject Manager(RequestContext call) => new()
    {
        ["id"] = 1,
        ["hostname"] = HostName,
        ["private_ip"] = "127.0.0.1",
        ["public_ip"] = "127.0.0.1",
        ["version"] = call.Manager.Options.Version,
        ["edition"] = call.Manager.Options.Premium ? "premium" : "community",
        ["distribution"] = "simulator",
        ["distro_release"] = "simulator",
        ["networks"] = new JObject { ["default"] = "127.0.0.1" },
        ["last_seen"] = call.Now,
        ["status_report_frequency"] = 0,
        ["ca_cert_content"] = "",
    };

    private static JObject Broker() => new()
    {
        ["name"] = HostName,
        ["host"] = "127.0.0.1",
        ["management_host"] = "127.0.0.1",
        ["port"] = 0,
        ["username"] = "cloudify",
        ["password"] = "simulated",
        ["networks"] = new JObject { ["default"] = "127.0.0.1" },
        ["is_external"] = false,
        ["ca_cert_content"] = "",
    };
}
