using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The cluster of managers before 5.0, and what took its place.</summary>
internal static class ClusterApi
{
    public const string HostName = "cloudify-simulator";
    private static readonly Version Gone = new(5, 0);

    private static readonly (string Kind, string Metric, string[] Services)[] ClusterServices =
    [
        ("broker", "rabbitmq_healthy", ["Node Exporter", "RabbitMQ Broker"]),
        ("db", "postgres_healthy", ["Node Exporter", "Prometheus exporter for PostgreSQL", "PostgreSQL 14 database server"]),
        ("manager", "manager_healthy",
        [
            "Node Exporter", "Blackbox Exporter", "Prometheus", "AMQP-Postgres", "Cloudify Execution Scheduler",
            "Cloudify API", "Manager REST", "Management Worker", "Webserver",
        ]),
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "cluster", "cluster_state", GetState) { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("PUT", "cluster", "cluster_start", Start) { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("PATCH", "cluster", "cluster_update", Update) { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("GET", "cluster/nodes", "cluster_node_list", call => ListResponse.List(
            call, ResourceType.ClusterNode, call.State.ClusterNodes.Rows))
            { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("GET", "cluster/nodes/{name}", "cluster_node_get", call => Show(call, Find(call)))
            { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("PUT", "cluster/nodes/{name}", "cluster_node_add", AddNode)
            { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("DELETE", "cluster/nodes/{name}", "cluster_node_remove", RemoveNode)
            { Until = Gone, SkipsTenant = true, IsPremium = true },
        new("GET", "managers", "manager_get", call => ListResponse.List(call, ResourceType.Manager, [Manager(call)]))
            { Since = Gone, OnlyV31Since = Gone },
        new("POST", "managers", "manager_manage", _ => throw ManagerCore.MissingPremium())
            { Since = Gone, OnlyV31Since = Gone },
        new("DELETE", "managers/{name}", "manager_manage", _ => throw ManagerCore.MissingPremium())
            { Since = Gone, OnlyV31Since = Gone },
        new("GET", "brokers", "broker_get", call => ListResponse.List(call, ResourceType.Broker, [Broker()]))
            { Since = Gone, OnlyV31Since = Gone },
        new("POST", "brokers", "broker_manage", _ => throw ManagerCore.MissingPremium())
            { Since = Gone, OnlyV31Since = Gone },
        new("PUT", "brokers/{name}", "broker_manage", _ => throw ManagerCore.MissingPremium())
            { Since = Gone, OnlyV31Since = Gone },
        new("GET", "db-nodes", "db_nodes_get", call => ListResponse.List(call, ResourceType.DbNode,
            [new JObject { ["name"] = HostName, ["host"] = "127.0.0.1", ["is_external"] = false }]))
            { Since = Gone, OnlyV31Since = Gone },
        new("GET", "cluster-status", "cluster_status_get", Status) { Since = Gone, OnlyV31Since = Gone },
        new("GET", "agents", "agent_list", Nothing) { Since = new(4, 4), OnlyV31Since = new(4, 0) },
        new("GET", "plugins-updates", "plugins_update_list", Nothing) { Since = Gone, OnlyV31Since = Gone },
        new("GET", "license", "license_list", _ => throw ManagerCore.MissingPremium())
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true },
        new("GET", "license-check", null, CheckLicense)
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true },
    ];

    private static ApiResponse CheckLicense(RequestContext call) => call.Manager.Options.Premium
        ? ApiResponse.Json("OK")
        : ApiResponse.Json(
            new JObject
            {
                ["message"] = "No Customer ID found on the manager", ["error_code"] = "missing_cloudify_license",
            },
            400);

    /// <summary>All is always well here.</summary>
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

    /// <summary>A list that is always empty here.</summary>
    private static ApiResponse Nothing(RequestContext call) => ListResponse.List(call, ResourceType.Site, []);

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

    /// <summary>Whether another node of the cluster is the active one; then this one does hardly anything.</summary>
    public static bool IsReplica(ManagerState state) =>
        state.Settings.Map("cluster").Text("self") is { } self && !(state.ClusterNodes.Find("", self)?.Flag("master") ?? true);

    private static JObject State(RequestContext call) => call.State.Settings["cluster"] as JObject ?? new JObject { ["initialized"] = false };

    private static ApiResponse GetState(RequestContext call)
    {
        var state = (JObject)State(call).DeepClone();
        if (call.Query("since") is { } since)
        {
            state["logs"] = new JArray(state.Items("logs")
                .Where(log => string.CompareOrdinal(log.Text("cursor"), since) > 0));
        }

        return Show(call, state);
    }

    /// <summary>What happened to the cluster shows only to who asks for it.</summary>
    private static ApiResponse Show(RequestContext call, JObject row)
    {
        var isState = row["initialized"] is not null && row["name"] is null;
        var shown = (isState ? ResourceType.ClusterState : ResourceType.ClusterNode).Show(call, row);
        if (isState && call.Query("_include") is null)
        {
            foreach (var name in new[] { "logs", "error" }.Concat(row.Flag("initialized") ? [] : ["consul"]))
            {
                shown.Remove(name);
            }
        }

        return ApiResponse.Json(shown);
    }

    private static ApiResponse Start(RequestContext call)
    {
        var body = call.Body();
        var name = RequestContext.Required(body, "node_name");
        var address = RequestContext.Required(body, "host_ip");
        if (State(call).Flag("initialized"))
        {
            throw RequestContext.Bad("This manager machine is already part of a Cloudify Manager cluster");
        }

        if (body["join_addrs"] is not null && body["credentials"] is null)
        {
            throw RequestContext.Bad("Missing credentials in json request body");
        }

        var state = new JObject
        {
            ["initialized"] = true,
            ["consul"] = new JObject { ["leader"] = $"{address}:8300" },
            ["error"] = null,
            ["logs"] = new JArray(),
        };
        call.State.Settings["cluster"] = state;
        state["self"] = name;
        var leader = body.Texts("join_addrs").FirstOrDefault();
        Log(call, leader is null ? "Cluster started" : "Cluster joined");
        if (leader is not null)
        {
            AddRow(call, leader, leader, isMaster: true);
        }

        AddRow(call, name, address, isMaster: leader is null)["online"] = true;
        return Show(call, state);
    }

    private static void Log(RequestContext call, string message)
    {
        const int TicksPerMicrosecond = 10;
        var now = call.Manager.Now;
        ((JArray)State(call)["logs"]!).Add(new JObject
        {
            ["message"] = message,
            ["timestamp"] = (now.UtcTicks - new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks) / TicksPerMicrosecond,
            ["cursor"] = $"s={call.State.Next("cluster_log"):x8}",
        });
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Text("master") is { } master)
        {
            _ = call.State.ClusterNodes.Find("", master) ?? throw RequestContext.NotFound("ClusterNode", master);
            foreach (var node in call.State.ClusterNodes.Rows)
            {
                node["master"] = node.Text("name") == master;
            }

            Log(call, $"{master} is the active node");
        }

        return Show(call, State(call));
    }

    private static JObject Find(RequestContext call) =>
        call.State.ClusterNodes.Find("", call["name"]) ?? throw RequestContext.NotFound("ClusterNode", call["name"]);

    private static JObject AddRow(RequestContext call, string name, string address, bool isMaster) =>
        call.State.ClusterNodes.Add(new JObject
        {
            ["name"] = name,
            ["host_ip"] = address,
            ["master"] = isMaster,
            ["online"] = isMaster,
            ["initialized"] = isMaster,
            ["credentials"] = Guid.NewGuid().ToString("N"),
        });

    private static ApiResponse AddNode(RequestContext call)
    {
        var body = call.Body();
        var address = RequestContext.Required(body, "host_ip");
        if (!State(call).Flag("initialized"))
        {
            throw RequestContext.Bad("This manager machine is not part of a Cloudify Manager cluster");
        }

        return call.State.ClusterNodes.Find("", call["name"]) is not null
            ? throw new ManagerErrorException(409, "conflict_error", $"Node {call["name"]} already exists")
            : Show(call, AddRow(call, call["name"], address, isMaster: false));
    }

    private static ApiResponse RemoveNode(RequestContext call)
    {
        var node = Find(call);
        call.State.ClusterNodes.Remove(node);
        Log(call, $"{call["name"]} was removed");
        return Show(call, node);
    }
}
