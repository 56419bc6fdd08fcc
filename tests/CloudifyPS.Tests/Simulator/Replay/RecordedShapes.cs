using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>
/// Compares the shapes of bodies: the keys of objects at all levels, and the JSON types of values. For an array, the
/// keys and types of all items are combined. The simulator must send null, or an empty array, where a manager does,
/// unless the recordings contain both at that path.
/// </summary>
internal sealed class RecordedShapes
{
    /// <summary>Objects whose keys are data, not shape.</summary>
    private static readonly HashSet<string> FreeForm = ["plan", "config", "services", "networks", "system_properties"];

    private const string Null = "null";
    private const string Empty = "empty array";
    private const string Filled = "array";

    /// <summary>The recorded kinds of values, by resource and path.</summary>
    private readonly Dictionary<string, HashSet<string>> _seen = new(StringComparer.Ordinal);

    /// <param name="exchanges">All recordings.</param>
    public RecordedShapes(IEnumerable<RecordedExchange> exchanges)
    {
        foreach (var exchange in exchanges.Where(exchange => exchange.Status < 300))
        {
            if (Replayer.Parse(exchange.ResponseBody) is { } body)
            {
                foreach (var place in Shape(Noun(exchange), body))
                {
                    if (!_seen.TryGetValue(place.Key, out var kinds))
                    {
                        _seen[place.Key] = kinds = [];
                    }

                    kinds.UnionWith(place.Value);
                }
            }
        }
    }

    /// <summary>Returns the first difference; null for none.</summary>
    public string? Difference(RecordedExchange exchange, JToken recorded, JToken simulated)
    {
        if (exchange.Status >= 400)
        {
            return ErrorDifference(recorded, simulated);
        }

        var noun = Noun(exchange);
        var left = Shape(noun, recorded);
        var right = Shape(noun, simulated);
        var differences =
            left.Keys.Except(right.Keys).Where(place => !IsBelowEmpty(place, left, right)).Select(
                place => "without " + place)
            .Concat(right.Keys.Except(left.Keys).Where(place => !IsBelowEmpty(place, left, right)).Select(
                place => "more: " + place))
            .Concat(left.Keys.Intersect(right.Keys).Where(place => !IsSame(place, left[place], right[place]))
                .Select(place => $"{place}: {string.Join("/", right[place])} for {string.Join("/", left[place])}"))
            .ToList();
        return differences.Count == 0 ? null : string.Join("; ", differences.Take(4));
    }

    private static string? ErrorDifference(JToken recorded, JToken simulated)
    {
        static IEnumerable<string> Keys(JToken body) =>
            body is JObject map ? map.Properties().Select(property => property.Name).Order() : [];
        return (string?)(recorded as JObject)?["error_code"] is var code
            && (string?)(simulated as JObject)?["error_code"] is var other && code != other
                ? $"error_code {other} for {code}"
                : Keys(recorded).SequenceEqual(Keys(simulated))
                    ? null
                    : $"error with {string.Join(", ", Keys(simulated))} for {string.Join(", ", Keys(recorded))}";
    }

    /// <summary>Returns whether both sides are equal, or the recordings contain both at this path.</summary>
    private bool IsSame(string place, HashSet<string> left, HashSet<string> right)
    {
        var isTop = place.EndsWith(".items", StringComparison.Ordinal) && place.IndexOf('.') == place.LastIndexOf('.');
        return isTop ? left.SetEquals(right) : right.All(kind => left.Contains(kind) || _seen[place].Contains(kind));
    }

    /// <summary>
    /// Returns whether a parent of the path is null or empty on the other side, which is compared there.
    /// </summary>
    private static bool IsBelowEmpty(
        string place, Dictionary<string, HashSet<string>> left, Dictionary<string, HashSet<string>> right)
    {
        for (var dot = place.LastIndexOf('.'); dot > 0; dot = place.LastIndexOf('.', dot - 1))
        {
            var parent = place[..dot].TrimEnd('[', ']');
            if (left.TryGetValue(parent, out var a) && right.TryGetValue(parent, out var b) && !a.SetEquals(b)
                && (IsNothing(a) || IsNothing(b)))
            {
                return true;
            }
        }

        return false;

        static bool IsNothing(HashSet<string> kinds) => kinds.All(kind => kind is Null or Empty);
    }

    /// <summary>Gets the resource in the path. The items of a list have the shape of a single resource.</summary>
    private static string Noun(RecordedExchange exchange)
    {
        var parts = exchange.Path.Split('?')[0].Split('/');
        return exchange.Method == "POST" && exchange.Path.EndsWith("/restore", StringComparison.Ordinal) ? "restore"
            : parts.Length > 3 ? parts[1] == "api"
                ? $"{parts[3]}{(parts.Length > 5 ? "-" + parts[5] : "")}" : "" : "version";
    }

    /// <summary>Gets the kinds of values at each path.</summary>
    private static Dictionary<string, HashSet<string>> Shape(string noun, JToken body)
    {
        Dictionary<string, HashSet<string>> shape = new(StringComparer.Ordinal);
        Add(noun, body);
        return shape;

        void Add(string place, JToken value)
        {
            if (!shape.TryGetValue(place, out var kinds))
            {
                shape[place] = kinds = [];
            }

            kinds.Add(Kind(value));
            switch (value)
            {
                case JObject map when !FreeForm.Contains(place[(place.LastIndexOf('.') + 1)..]):
                    foreach (var property in map.Properties())
                    {
                        Add($"{place}.{property.Name}", property.Value);
                    }

                    break;
                case JArray array:
                    foreach (var item in array)
                    {
                        Add(place == noun + ".items" ? noun : place + "[]", item);
                    }

                    break;
            }
        }
    }

    private static string Kind(JToken value) => value.Type switch
    {
        JTokenType.Float or JTokenType.Integer => "number",
        JTokenType.Null => Null,
        JTokenType.Array => value.HasValues ? Filled : Empty,
        var type => type.ToString().ToLowerInvariant(),
    };
}
