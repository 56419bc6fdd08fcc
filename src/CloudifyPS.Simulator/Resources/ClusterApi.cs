using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>cluster</c> endpoints: the cluster that managers before 5.0 form, and its nodes.</summary>
internal static class ClusterApi
{
    private static readonly Version Gone = new(5, 0);

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
    ];

    private static JObject State(RequestContext call) =>
        call.State.Settings["cluster"] as JObject ?? new JObject { ["initialized"] = false };

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

    /// <summary>Shows the cluster or a node. The log is shown only when <c>_include</c> names it.</summary>
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
        var name = Arguments.Required(body, "node_name");
        var address = Arguments.Required(body, "host_ip");
        if (State(call).Flag("initialized"))
        {
            throw Refusal.BadParameters("This manager machine is already part of a Cloudify Manager cluster");
        }

        if (body["join_addrs"] is not null && body["credentials"] is null)
        {
            throw Refusal.BadParameters("Missing credentials in json request body");
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
            ["timestamp"] =
                (now.UtcTicks - new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks) / TicksPerMicrosecond,
            ["cursor"] = $"s={call.State.Next("cluster_log"):x8}",
        });
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Text("master") is { } master)
        {
            _ = call.State.ClusterNodes.Find("", master) ?? throw Refusal.NotFound("ClusterNode", master);
            foreach (var node in call.State.ClusterNodes.Rows)
            {
                node["master"] = node.Text("name") == master;
            }

            Log(call, $"{master} is the active node");
        }

        return Show(call, State(call));
    }

    private static JObject Find(RequestContext call) =>
        call.State.ClusterNodes.Find("", call["name"]) ?? throw Refusal.NotFound("ClusterNode", call["name"]);

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
        var address = Arguments.Required(body, "host_ip");
        if (!State(call).Flag("initialized"))
        {
            throw Refusal.BadParameters("This manager machine is not part of a Cloudify Manager cluster");
        }

        return call.State.ClusterNodes.Find("", call["name"]) is not null
            ? throw Refusal.Conflict($"Node {call["name"]} already exists")
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
