using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Creates the responses of lists: filters, search, order, pages and projection.</summary>
internal static class ListResponse
{
    public const int PageSize = 1000;

    /// <summary>Creates the response of a list.</summary>
    /// <param name="call">The request.</param>
    /// <param name="type">The kind of the rows.</param>
    /// <param name="rows">The rows that the user can see.</param>
    /// <param name="unfiltered">The number of rows before filter rules were applied; null without rules.</param>
    public static ApiResponse List(
        RequestContext call, ResourceType type, IEnumerable<JObject> rows, int? unfiltered = null)
    {
        // An empty list, too, rejects an unknown attribute.
        type.Included(call);
        var fields = type.Fields(call.Manager.Version);
        var found = Filter(call, fields, rows);
        if (call.Query("_search") is { Length: > 0 } text)
        {
            found = found.Where(row => Contains(row, type.SearchField, text));
        }

        if (call.Query("_search_name") is { Length: > 0 } name)
        {
            found = found.Where(row => Contains(row, "display_name", name));
        }

        var sorted = Sort(call, fields, found).ToList();
        return Page(call, sorted, row => type.Show(call, row), unfiltered - sorted.Count);
    }

    /// <summary>Creates the response of one page.</summary>
    /// <param name="call">The request.</param>
    /// <param name="found">All items.</param>
    /// <param name="show">Creates the JSON of an item.</param>
    /// <param name="filtered">The number of items that filter rules removed; null without rules.</param>
    /// <param name="hasFiltered">Whether the response has that number.</param>
    public static ApiResponse Page<T>(
        RequestContext call, IReadOnlyList<T> found, Func<T, JToken> show, int? filtered = null,
        bool hasFiltered = true)
    {
        var isPaged = call.IsManager(4, 6);
        var size = Number(call, "_size");
        var offset = Number(call, "_offset");
        if (!isPaged && (size > PageSize || (size is null && offset is null && found.Count > PageSize)))
        {
            throw Refusal.BadParameters(
                $"Response size ({(size is null ? found.Count : size)}) bigger than max allowed ({PageSize}), "
                + "please use pagination.");
        }

        // Before 4.6 an offset without a size selects an empty page; without both, all items are returned.
        var take = size ?? (isPaged ? PageSize : offset is null ? int.MaxValue : 0);
        if (call.Flag("_get_all_results"))
        {
            take = int.MaxValue;
        }

        var items = new JArray(found.Skip(offset ?? 0).Take(take).Select(show));
        if (call.Api == "v1")
        {
            return ApiResponse.Json(items);
        }

        var metadata = new JObject
        {
            ["pagination"] = new JObject
            {
                ["total"] = found.Count,
                ["size"] = size ?? (isPaged ? PageSize : 0),
                ["offset"] = offset ?? 0,
            },
        };
        if (hasFiltered && call.IsManager(5, 2))
        {
            metadata["filtered"] = filtered;
        }

        return ApiResponse.Json(new JObject { ["metadata"] = metadata, ["items"] = items });
    }

    public static int? Number(RequestContext call, string name)
    {
        if (call.Query(name) is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw new PydanticException(
                $"1 validation error for Pagination\n{name}\n  value is not a valid integer (type=type_error.integer)");
        }

        return number >= 0
            ? number
            : throw new PydanticException(
                $"1 validation error for Pagination\n{name}\n  ensure this value is greater than or equal to 0 "
                + "(type=value_error.number.not_ge; limit_value=0)");
    }

    public static string UnknownKeys(string kind, IEnumerable<string> unknown, IEnumerable<string> all) =>
        $"{kind} keys '{Quote(unknown)}' do not exist. Allowed keys are: {Quote(all)}";

    private static string Quote(IEnumerable<string> names) =>
        "[" + string.Join(", ", names.Select(name => $"'{name}'")) + "]";

    /// <summary>Selects the rows whose attributes have the values in the query.</summary>
    public static IEnumerable<JObject> Filter(
        RequestContext call, IReadOnlyList<string> fields, IEnumerable<JObject> rows)
    {
        var filters = call.Request.Query.Where(pair => !pair.Key.StartsWith("_", StringComparison.Ordinal))
            .ToLookup(pair => pair.Key, pair => pair.Value);
        var unknown = filters.Select(filter => filter.Key).Except(fields).ToList();
        if (unknown.Count > 0)
        {
            throw Refusal.BadParameters(UnknownKeys("Filter", unknown, fields));
        }

        return rows.Where(row => filters.All(filter => filter.Contains(Text(ResourceValue.Of(call, row, filter.Key)))));
    }

    private static IEnumerable<JObject> Sort(
        RequestContext call, IReadOnlyList<string> fields, IEnumerable<JObject> rows)
    {
        var keys = call.Queries("_sort").SelectMany(key => key.Split(',')).ToList();
        var unknown = keys.Select(Name).Except(fields).ToList();
        if (unknown.Count > 0)
        {
            throw Refusal.BadParameters(UnknownKeys("Sort", unknown, fields));
        }

        IOrderedEnumerable<JObject>? sorted = null;
        foreach (var key in keys)
        {
            var name = Name(key);
            var isDescending = key.StartsWith("-", StringComparison.Ordinal);
            IComparable? Value(JObject row) => (ResourceValue.Of(call, row, name) as JValue)?.Value as IComparable;
            sorted = (sorted, isDescending) switch
            {
                (null, false) => rows.OrderBy(Value, ValueComparer.Instance),
                (null, true) => rows.OrderByDescending(Value, ValueComparer.Instance),
                (_, false) => sorted.ThenBy(Value, ValueComparer.Instance),
                _ => sorted.ThenByDescending(Value, ValueComparer.Instance),
            };
        }

        return sorted ?? rows;
    }

    private static string Name(string key) => key.TrimStart('-', '+');

    private static bool Contains(JObject row, string field, string text) =>
        (row.Text(field) ?? "").IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Text(JToken value) => value switch
    {
        JValue { Value: bool flag } => flag ? "true" : "false",
        _ => value.ToString(),
    };

    private sealed class ValueComparer : IComparer<IComparable?>
    {
        public static readonly ValueComparer Instance = new();

        public int Compare(IComparable? x, IComparable? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string a, string b) => string.CompareOrdinal(a, b),
            _ when x.GetType() == y.GetType() => x.CompareTo(y),
            _ => string.CompareOrdinal(x.ToString(), y.ToString()),
        };
    }
}
