using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Visits all places of a plan where intrinsic functions may stand.</summary>
internal static class PlanScanner
{
    /// <summary>Calls a visitor for each value; what it returns takes the value's place.</summary>
    public static void Scan(JObject plan, Func<JToken, FunctionPlace, JToken> visit)
    {
        foreach (var node in plan["nodes"]!.Cast<JObject>())
        {
            var path = "nodes." + (string)node["name"]!;
            var place = new FunctionPlace(FunctionScope.Node, path + ".properties", node);
            Values(node["properties"], place, visit);
            foreach (var capability in (node["capabilities"] as JObject)?.Properties() ?? [])
            {
                Values(capability.Value["properties"], place with { Path = $"{path}.capabilities.{capability.Name}" }, visit);
            }

            Operations(node["operations"], place with { Path = path + ".operations" }, visit);
            foreach (var relationship in node["relationships"]!.Cast<JObject>())
            {
                var own = new FunctionPlace(
                    FunctionScope.Relationship, $"{path}.{(string)relationship["type"]!}", node, relationship);
                Operations(relationship["source_operations"], own, visit);
                Operations(relationship["target_operations"], own, visit);
            }
        }

        Section("outputs", FunctionScope.Outputs, null);
        Section("policies", FunctionScope.Other, "properties");
        Section("scaling_groups", FunctionScope.Other, "properties");
        Section("capabilities", FunctionScope.Other, null);
        Section("labels", FunctionScope.Other, null);
        Values(plan["deployment_settings"], new FunctionPlace(FunctionScope.Other, "deployment_settings"), visit);

        void Section(string name, FunctionScope scope, string? part)
        {
            foreach (var entry in (plan[name] as JObject)?.Properties() ?? [])
            {
                var path = $"{name}.{entry.Name}" + (part is null ? "" : "." + part);
                Values(part is null ? entry.Value : entry.Value[part], new FunctionPlace(scope, path), visit);
            }
        }
    }

    /// <summary>Visits the values of a map or list.</summary>
    public static void Values(JToken? container, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        var children = container switch
        {
            JObject map => map.Properties().Select(p => (Token: p.Value, Path: $"{place.Path}.{p.Name}")).ToList(),
            JArray list => list.Select((item, i) => (Token: item, Path: $"{place.Path}[{i}]")).ToList(),
            _ => [],
        };
        foreach (var (token, path) in children)
        {
            var result = visit(token, place with { Path = path });
            if (!ReferenceEquals(result, token))
            {
                token.Replace(result);
            }
        }
    }

    private static void Operations(JToken? operations, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        foreach (var operation in (operations as JObject)?.Properties() ?? [])
        {
            Values(
                operation.Value["inputs"],
                place with { Path = $"{place.Path}.{operation.Name}.inputs", Operation = operation.Value as JObject }, visit);
        }
    }
}
