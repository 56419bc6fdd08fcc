using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Visits all values of a plan that may contain intrinsic functions.</summary>
internal static class PlanScanner
{
    /// <summary>Calls a visitor for each value and replaces the value with its result.</summary>
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

    /// <summary>Visits the values of a map or a list.</summary>
    public static void Values(JToken? container, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        if (container is JObject map)
        {
            foreach (var property in map.Properties())
            {
                var result = visit(property.Value, place with { Path = $"{place.Path}.{property.Name}" });
                if (!ReferenceEquals(result, property.Value))
                {
                    property.Value = result;
                }
            }
        }
        else if (container is JArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var result = visit(list[i], place with { Path = $"{place.Path}[{i}]" });
                if (!ReferenceEquals(result, list[i]))
                {
                    list[i] = result;
                }
            }
        }
    }

    private static void Operations(JToken? operations, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        foreach (var operation in (operations as JObject)?.Properties() ?? [])
        {
            Values(
                operation.Value["inputs"],
                place with { Path = $"{place.Path}.{operation.Name}.inputs", Operation = operation.Value as JObject },
                visit);
        }
    }
}
