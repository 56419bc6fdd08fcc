using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>events</c> endpoints: events and log lines.</summary>
internal static class EventsApi
{
    private const int PageSize = 10000;

    private static readonly (string Name, Version Since)[] LaterFields =
    [
        ("_storage_id", new(5, 0, 5)), ("source_id", new(4, 6)), ("target_id", new(4, 6)),
        ("execution_group_id", new(6, 0)), ("deployment_display_name", new(6, 1)), ("manager_name", new(6, 4)),
        ("agent_name", new(6, 4)),
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "events", "event_list", List),
        new("POST", "events", "event_create", Create) { Since = new(5, 1), OnlyV31Since = new(4, 0) },
        new("DELETE", "events", "event_delete", Delete),
    ];

    private static ApiResponse List(RequestContext call)
    {
        if (call.Api == "v1")
        {
            throw new ManagerErrorException(405, "method_not_allowed_error", "");
        }

        var found = EventQuery.Sort(call, EventQuery.Filter(call)).ToList();
        var size = ListResponse.Number(call, "_size") ?? PageSize;
        var offset = ListResponse.Number(call, "_offset") ?? 0;
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject
            {
                ["pagination"] = new JObject { ["size"] = size, ["offset"] = offset, ["total"] = found.Count },
            },
            ["items"] = new JArray(found.Skip(offset).Take(size).Select(row => Show(call, row))),
        });
    }

    /// <summary>Creates the response of the API before v3.</summary>
    private static JObject ShowOld(JObject row)
    {
        var shown = (JObject)row.DeepClone();
        var context = new JObject { ["node_id"] = row["node_instance_id"] };
        foreach (var name in new[] { "deployment_id", "execution_id", "workflow_id", "operation", "node_name" })
        {
            context[name] = shown[name]?.DeepClone();
            shown.Remove(name);
        }

        foreach (var name in new[] { "tenant_name", "reported_timestamp", "node_instance_id" })
        {
            shown.Remove(name);
        }

        shown["message"] = new JObject { ["text"] = row["message"], ["arguments"] = null };
        shown["message_code"] = null;
        shown["@timestamp"] = row["timestamp"];
        shown["context"] = context;
        return shown;
    }

    private static JObject Show(RequestContext call, JObject row)
    {
        if (call.Api is "v1" or "v2" or "v2.1")
        {
            return ShowOld(row);
        }

        var include = call.Query("_include")?.Split(',');
        var shown = new JObject();
        foreach (var property in row.Properties().Where(property => property.Name != "tenant_name"
            && (include is null || include.Contains(property.Name))
            && LaterFields.All(field => field.Name != property.Name || call.Manager.Version >= field.Since)))
        {
            shown[property.Name] = property.Value.DeepClone();
        }

        return shown;
    }

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        if (body.Text("execution_id") is not { } id)
        {
            throw Refusal.Conflict("No execution passed, and not authenticated by an execution token");
        }

        var execution = RowVisibility.Get(call, call.State.Executions, "Execution", id);
        foreach (var item in body.Items("events"))
        {
            call.Manager.Engine.Events.Add(
                execution, item.Text("event_type") ?? "", item.Map("message").Text("text") ?? "", EventOrigin.Workflow);
        }

        foreach (var item in body.Items("logs"))
        {
            call.Manager.Engine.Events.Log(
                execution, item.Text("level") ?? "info", item.Map("message").Text("text") ?? "",
                item.Text("logger") ?? "");
        }

        return ApiResponse.Json(JValue.CreateNull(), 201);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        if (call.Query("type") is null)
        {
            throw Refusal.BadParameters("Filter by type is expected");
        }

        var gone = new HashSet<JObject>(EventQuery.Filter(call));
        call.State.Events.RemoveAll(gone.Contains);
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject { ["pagination"] = new JObject { ["total"] = gone.Count } },
            ["items"] = new JArray(gone.Count),
        });
    }
}
