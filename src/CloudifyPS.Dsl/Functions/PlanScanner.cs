using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Visits all values of a plan that may contain intrinsic functions.</summary>
internal static class PlanScanner
{
    /// <summary>Calls a visitor for each map and list and replaces it with the result.</summary>
    public static void Scan(JObject plan, Func<JToken, FunctionPlace, JToken> visit)
    {
        foreach (var node in plan["nodes"]!.Cast<JObject>())
        {
            var path = "nodes." + (string)node["name"]!;
            var place = new FunctionPlace(FunctionScope.Node, path + ".properties", node);
            Values(node["properties"], place, visit);
            foreach (var capability in (node["capabilities"] as JObject)?.Properties() ?? [])
            {
                Values(capability.Value["properties"], place
                    with { Start = $"{path}.capabilities.{capability.Name}" }, visit);
            }

            Operations(node["operations"], place with { Start = path + ".operations" }, visit);
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

    private static void Operations(JToken? operations, FunctionPlace place, Func<JToken, FunctionPlace, JToken> visit)
    {
        foreach (var operation in (operations as JObject)?.Properties() ?? [])
        {
            if (operation.Value["inputs"] is JObject { Count: > 0 } inputs)
            {
                Values(
                    inputs,
                    place with
                    {
                        Start = $"{place.Start}.{operation.Name}.inputs", Operation = operation.Value as JObject,
                    },
                    visit);
            }
        }
    }
}
