using System.Globalization;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Events and logs.</summary>
internal static class EventsApi
{
    private const int PageSize = 10000;

    private static readonly string[] Filters =
    [
        "blueprint_id", "deployment_id", "event_type", "execution_group_id", "execution_id", "level", "message", "node_id",
        "node_instance_id", "operation",
    ];

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

        var found = Sort(call, Filter(call)).ToList();
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

    /// <summary>As the API showed events before v3.</summary>
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

    private static IEnumerable<JObject> Filter(RequestContext call)
    {
        var rows = call.State.Events.Rows.Where(row => row.Tenant() == call.Tenant);

        // Before 4.6 what belongs to no deployment is not told.
        if (!call.IsManager(4, 6))
        {
            rows = rows.Where(row => row.Text("deployment_id") is not null);
        }

        foreach (var filter in call.Request.Query.Where(pair => !pair.Key.StartsWith("_", StringComparison.Ordinal))
            .GroupBy(pair => pair.Key, pair => pair.Value))
        {
            var values = filter.ToList();
            rows = filter.Key switch
            {
                "type" => rows.Where(row => values.Contains(row.Text("type")!)),
                "message" => values.Aggregate(rows, (left, pattern) => Like(left, "message", [pattern])),
                "operation" => Like(rows, "operation", values),
                "node_id" => rows.Where(row => values.Contains(row.Text("node_name") ?? "")),
                _ when Filters.Contains(filter.Key) => rows.Where(row => values.Contains(row.Text(filter.Key) ?? "")),
                _ => throw RequestContext.Bad(
                    $"Unknown field to filter by: {filter.Key}. Allowed values: {string.Join(", ", Filters)}"),
            };
        }

        foreach (var range in call.Queries("_range"))
        {
            rows = InRange(rows, range);
        }

        return rows;
    }

    /// <summary>SQL's LIKE, without regard to case.</summary>
    private static IEnumerable<JObject> Like(IEnumerable<JObject> rows, string field, List<string> patterns)
    {
        var regexes = patterns.Select(pattern => new Regex(
            "^" + Regex.Escape(pattern).Replace("%", ".*").Replace("_", ".") + "$",
            RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)).ToList();
        return rows.Where(row => regexes.Any(regex => regex.IsMatch(row.Text(field) ?? "")));
    }

    private static IEnumerable<JObject> InRange(IEnumerable<JObject> rows, string range)
    {
        var parts = range.Split(',');
        if (parts.Length != 3)
        {
            throw new PydanticException(
                "1 validation error for RangesList\n_range -> 0\n  range must contain exactly 3 fields (type=value_error)");
        }

        var from = Time(parts[1], "from_field");
        var to = Time(parts[2], "to");
        var field = parts[0].TrimStart('@');
        if (field is not ("timestamp" or "reported_timestamp"))
        {
            throw RequestContext.Bad($"Unknown field to filter by range: {parts[0]}");
        }

        return rows.Where(row => (from is null || row.Time(field) >= from) && (to is null || row.Time(field) <= to));
    }

    private static DateTimeOffset? Time(string text, string name) =>
        text.Length == 0 ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new PydanticException(
            $"1 validation error for RangesList\n_range -> 0 -> {name}\n  Unknown string format: {text} "
            + "(type=value_error.parser)");

    private static IEnumerable<JObject> Sort(RequestContext call, IEnumerable<JObject> rows)
    {
        IOrderedEnumerable<JObject>? sorted = null;
        foreach (var key in call.Queries("_sort").SelectMany(keys => keys.Split(',')))
        {
            var field = key.TrimStart('-', '+').TrimStart('@');
            if (field is not ("timestamp" or "reported_timestamp"))
            {
                throw RequestContext.Bad($"Unknown field to sort by: {field}");
            }

            string? Value(JObject row) => row.Text(field);
            var isDescending = key.StartsWith("-", StringComparison.Ordinal);
            sorted = (sorted, isDescending) switch
            {
                (null, false) => rows.OrderBy(Value, StringComparer.Ordinal),
                (null, true) => rows.OrderByDescending(Value, StringComparer.Ordinal),
                (_, false) => sorted.ThenBy(Value, StringComparer.Ordinal),
                _ => sorted.ThenByDescending(Value, StringComparer.Ordinal),
            };
        }

        return sorted ?? rows.OrderBy(row => row.Text("timestamp"), StringComparer.Ordinal);
    }

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        if (body.Text("execution_id") is not { } id)
        {
            throw new ManagerErrorException(
                409, "conflict_error", "No execution passed, and not authenticated by an execution token");
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
            throw RequestContext.Bad("Filter by type is expected");
        }

        var gone = new HashSet<JObject>(Filter(call));
        call.State.Events.RemoveAll(gone.Contains);
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject { ["pagination"] = new JObject { ["total"] = gone.Count } },
            ["items"] = new JArray(gone.Count),
        });
    }
}
