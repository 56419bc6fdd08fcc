using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Visits all values of a plan that may contain intrinsic functions.</summary>
internal sealed class PlanScanner
{
    private readonly Func<JToken, FunctionPlace, JToken> _visit;
    private readonly bool _isReplacing;
    private readonly Dictionary<SharedJson, bool> _withFunctions = [];

    private PlanScanner(Func<JToken, FunctionPlace, JToken> visit, bool isReplacing)
    {
        _visit = visit;
        _isReplacing = isReplacing;
    }

    /// <summary>Calls a visitor for each map and list.</summary>
    public static void Scan(JObject plan, Action<JToken, FunctionPlace> visit)
    {
        new PlanScanner(Visit, isReplacing: false).Scan(plan);

        JToken Visit(JToken value, FunctionPlace place)
        {
            visit(value, place);
            Values(value, place, Visit);
            return value;
        }
    }

    /// <summary>Replaces each map and list with the result of a visitor.</summary>
    public static void Replace(JObject plan, Func<JToken, FunctionPlace, JToken> visit) =>
        new PlanScanner(visit, isReplacing: true).Scan(plan);

    /// <summary>Visits the maps and lists in a map or a list; other values cannot be functions.</summary>
    public static void Values(JToken? container, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        if (container is JObject map)
        {
            foreach (var property in map.Properties())
            {
                if (property.Value is JContainer part)
                {
                    var result = visit(part, place.At("." + property.Name));
                    if (!ReferenceEquals(result, part))
                    {
                        property.Value = result;
                    }
                }
            }
        }
        else if (container is JArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JContainer item)
                {
                    var result = visit(item, place.At($"[{i}]"));
                    if (!ReferenceEquals(result, item))
                    {
                        list[i] = result;
                    }
                }
            }
        }
    }

    private void Scan(JObject plan)
    {
        foreach (var node in plan["nodes"]!.Cast<JObject>())
        {
            var path = "nodes." + (string)node["name"]!;
            var place = new FunctionPlace(FunctionScope.Node, path + ".properties", node);
            Values(node["properties"], place, _visit);
            foreach (var capability in (node["capabilities"] as JObject)?.Properties() ?? [])
            {
                Values(
                    capability.Value["properties"],
                    place with { Start = $"{path}.capabilities.{capability.Name}" }, _visit);
            }

            Operations(node, "operations", place with { Start = path + ".operations" });
            foreach (var relationship in node["relationships"]!.Cast<JObject>())
            {
                var own = new FunctionPlace(
                    FunctionScope.Relationship, $"{path}.{(string)relationship["type"]!}", node, relationship);
                Operations(relationship, "source_operations", own);
                Operations(relationship, "target_operations", own);
            }
        }

        Section("outputs", FunctionScope.Outputs, null);
        Section("policies", FunctionScope.Other, "properties");
        Section("scaling_groups", FunctionScope.Other, "properties");
        Section("capabilities", FunctionScope.Other, null);
        Section("labels", FunctionScope.Other, null);
        Values(plan["deployment_settings"], new FunctionPlace(FunctionScope.Other, "deployment_settings"), _visit);

        void Section(string name, FunctionScope scope, string? part)
        {
            foreach (var entry in (plan[name] as JObject)?.Properties() ?? [])
            {
                var path = $"{name}.{entry.Name}" + (part is null ? "" : "." + part);
                Values(part is null ? entry.Value : entry.Value[part], new FunctionPlace(scope, path), _visit);
            }
        }
    }

    private void Operations(JObject owner, string name, FunctionPlace place)
    {
        if (!HasFunctions(owner[name]) || Open(owner, name) is not { } operations)
        {
            return;
        }

        foreach (var operation in operations.Properties().Select(operation => operation.Name).ToList())
        {
            if (HasFunctions(operations[operation]) && Open(operations, operation) is { } own)
            {
                Values(
                    own["inputs"],
                    place with { Start = $"{place.Start}.{operation}.inputs", Operation = own },
                    _visit);
            }
        }
    }

    /// <summary>
    /// Gets a map that may be shared. If the visitor replaces values, the owner gets a map of its own.
    /// </summary>
    private JObject? Open(JObject owner, string name)
    {
        if (_isReplacing && SharedJson.Of(owner[name]) is { } shared)
        {
            owner[name] = shared.Content.DeepClone();
        }

        return SharedJson.Map(owner[name]);
    }

    private bool HasFunctions(JToken? token)
    {
        if (SharedJson.Of(token) is not { } shared)
        {
            return true;
        }

        if (!_withFunctions.TryGetValue(shared, out var result))
        {
            result = SharedJson.Descendants(shared.Content).Any(value => IntrinsicFunction.Find(value) is not null);
            _withFunctions[shared] = result;
        }

        return result;
    }
}
