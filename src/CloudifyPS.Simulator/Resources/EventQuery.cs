using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Filters and sorts events by the arguments of a request.</summary>
internal static class EventQuery
{
    private static readonly string[] Filters =
    [
        "blueprint_id", "deployment_id", "event_type", "execution_group_id", "execution_id", "level", "message",
        "node_id", "node_instance_id", "operation",
    ];

    public static IEnumerable<JObject> Filter(RequestContext call)
    {
        var rows = call.State.Events.Rows.Where(row => row.Tenant() == call.Tenant);

        // Before 4.6 events without a deployment are not listed.
        if (!call.IsManager(4, 6))
        {
            rows = rows.Where(row => row.Text("deployment_id") is not null);
        }

        foreach (var filter in call.Request.Query.Where(pair => !pair.Key.StartsWith("_", StringComparison.Ordinal))
            .GroupBy(pair => pair.Key == "message.text" ? "message" : pair.Key, pair => pair.Value))
        {
            var values = filter.ToList();
            rows = filter.Key switch
            {
                "type" => rows.Where(row => values.Contains(row.Text("type")!)),
                "message" or "operation" => values.Aggregate(
                    rows, (left, pattern) => Like(left, filter.Key, pattern)),
                "node_id" => rows.Where(row => values.Contains(row.Text("node_name") ?? "")),
                _ when Filters.Contains(filter.Key) => rows.Where(row => values.Contains(row.Text(filter.Key) ?? "")),
                _ => throw Refusal.BadParameters(
                    $"Unknown field to filter by: {filter.Key}. Allowed values: {string.Join(", ", Filters)}"),
            };
        }

        return InRanges(call, rows);
    }

    /// <summary>Selects the events whose times are in the ranges of the request.</summary>
    public static IEnumerable<JObject> InRanges(RequestContext call, IEnumerable<JObject> rows) =>
        call.Queries("_range").Aggregate(rows, InRange);

    private static IEnumerable<JObject> Like(IEnumerable<JObject> rows, string field, string pattern)
    {
        var like = new LikePattern(pattern);
        return rows.Where(row => like.IsMatch(row.Text(field) ?? ""));
    }

    private static IEnumerable<JObject> InRange(IEnumerable<JObject> rows, string range)
    {
        var parts = range.Split(',');
        if (parts.Length != 3)
        {
            throw new PydanticException(
                "1 validation error for RangesList\n_range -> 0\n  range must contain exactly 3 fields "
                + "(type=value_error)");
        }

        var from = Time(parts[1], "from_field");
        var to = Time(parts[2], "to");
        var field = parts[0].TrimStart('@');
        if (field is not ("timestamp" or "reported_timestamp"))
        {
            throw Refusal.BadParameters($"Unknown field to filter by range: {parts[0]}");
        }

        return rows.Where(row => (from is null || row.Time(field) >= from) && (to is null || row.Time(field) <= to));
    }

    private static DateTimeOffset? Time(string text, string name) =>
        text.Length == 0 ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
        : throw new PydanticException(
            $"1 validation error for RangesList\n_range -> 0 -> {name}\n  Unknown string format: {text} "
            + "(type=value_error.parser)");

    public static IEnumerable<JObject> Sort(RequestContext call, IEnumerable<JObject> rows)
    {
        IOrderedEnumerable<JObject>? sorted = null;
        foreach (var key in call.Queries("_sort").SelectMany(keys => keys.Split(',')))
        {
            var field = key.TrimStart('-', '+').TrimStart('@');
            if (field is not ("timestamp" or "reported_timestamp"))
            {
                throw Refusal.BadParameters($"Unknown field to sort by: {field}");
            }

            string? Value(JObject row) => row.Text(field);
            var isDescending = key.StartsWith("-", StringComparison.Ordinal);
            sorted = (sorted, isDescending) switch
            {
                (null, false) => rows.OrderBy(Value, StringComparer.Ordinal),
                // The manager stores microseconds, so events of one millisecond are in reverse order, too.
                (null, true) => rows.Reverse().OrderByDescending(Value, StringComparer.Ordinal),
                (_, false) => sorted.ThenBy(Value, StringComparer.Ordinal),
                _ => sorted.ThenByDescending(Value, StringComparer.Ordinal),
            };
        }

        return sorted ?? rows.OrderBy(row => row.Text("timestamp"), StringComparer.Ordinal);
    }
}
