using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>agents</c> endpoints. Simulated hosts have no agents; those listed were added by requests.</summary>
internal static class AgentsApi
{
    private const string Kind = "Agent";

    private static readonly string[] States =
    [
        "creating", "created", "configuring", "configured", "starting", "started", "stopping", "stopped", "deleting",
        "deleted", "restarting", "restarted", "restored", "upgrading", "upgraded", "nonresponsive", "failed", "none",
    ];

    private static readonly string[] Optional =
    [
        "ip", "install_method", "system", "version", "rabbitmq_username", "rabbitmq_password", "rabbitmq_exchange",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "agents", "agent_list", call => ListResponse.List(
            call, ResourceType.AgentListItem, RowVisibility.Rows(call, call.State.Agents)))
            { Since = new(4, 4), OnlyV31Since = new(4, 0) },
        New("GET", "agents/{name}", "agent_get", call =>
            Show(call, RowVisibility.Get(call, call.State.Agents, Kind, call["name"]))),
        New("PUT", "agents/{name}", "agent_create", Create),
        New("PATCH", "agents/{name}", "agent_update", Update),
    ];

    private static Route New(
        string method, string template, string action, Func<RequestContext, ApiResponse> handler) =>
        new(method, template, action, handler) { Since = new(4, 4), OnlyV31Since = new(4, 0) };

    private static ApiResponse Show(RequestContext call, JObject row) =>
        ApiResponse.Json(ResourceType.Agent.Show(call, row));

    private static string State(JObject body)
    {
        var state = Arguments.Required(body, "state");
        return States.Contains(state) ? state : throw Refusal.BadParameters($"Invalid agent state: `{state}`.");
    }

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var instanceId = Arguments.Required(body, "node_instance_id");
        _ = Arguments.Required(body, "state");
        _ = body["create_rabbitmq_user"] is null
            ? throw Refusal.BadParameters("Missing create_rabbitmq_user in json request body")
            : Arguments.Optional(body, "create_rabbitmq_user", JTokenType.Boolean);
        var name = Arguments.Valid("name", call["name"]);
        var state = State(body);
        if (body["created_at"] is not null)
        {
            Ownership.CheckAdmin(call, "set_timestamp");
        }

        if (RowVisibility.Find(call, call.State.Agents, name) is not null)
        {
            // A manager returns an agent without attributes and keeps the first.
            return Show(call, new JObject { ["visibility"] = null });
        }

        var instance = RowVisibility.Get(call, call.State.NodeInstances, "NodeInstance", instanceId);
        if (body.Text("install_method") is null)
        {
            // A manager does not check this; its database rejects the row.
            throw new ManagerErrorException(
                409, "storage_error",
                "SQL Storage error: null value in column \"install_method\" of relation \"agents\" violates not-null "
                + "constraint");
        }

        var row = call.NewRow(VisibilityRules.ForNew(call, body.Text("visibility")), "id", name);
        row["name"] = name;
        row["state"] = state;
        row["updated_at"] = row["created_at"];
        foreach (var attribute in Optional)
        {
            row[attribute] = body[attribute];
        }

        row["node_instance_id"] = row["host_id"] = row["node_instance_ids"] = instanceId;
        row["node_id"] = row["node"] = row["node_ids"] = instance["node_id"];
        row["deployment_id"] = row["deployment"] = instance["deployment_id"];
        row["install_methods"] = body["install_method"];
        return Show(call, call.State.Agents.Add(row));
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        _ = Arguments.Optional(body, "state", JTokenType.String);
        var row = RowVisibility.GetToChange(call, call.State.Agents, Kind, call["name"]);
        if (body["state"] is not null)
        {
            row["state"] = State(body);
        }

        foreach (var attribute in Optional.Where(attribute => body[attribute] is not null))
        {
            row[attribute] = body[attribute];
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }
}
