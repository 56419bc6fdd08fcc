using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Evaluates the availability rules of workflows.</summary>
internal static class WorkflowAvailability
{
    public static bool IsAvailable(
        JObject workflow, IReadOnlyCollection<JObject> nodes, IReadOnlyCollection<JObject> instances)
    {
        var rules = workflow.Map("availability_rules");
        return rules["available"] is null or JValue { Value: null or true }
            && (rules["node_instances_active"] is not JArray { Count: > 0 }
                || rules.Texts("node_instances_active").Any(rule => Holds(rule, instances)))
            && (rules["node_types_required"] is not JArray { Count: > 0 }
                || nodes.SelectMany(node => node.Texts("type_hierarchy"))
                    .Intersect(rules.Texts("node_types_required")).Any());
    }

    private static bool Holds(string rule, IReadOnlyCollection<JObject> instances)
    {
        var states = instances.Select(instance => instance.Text("state")).ToList();
        return rule switch
        {
            "all" => states.All(state => state == "started"),
            "none" => !states.Contains("started"),
            "partial" => !(states.Count > 0 && states.All(state => state == "started"))
                && !states.All(state => state is "uninitialized" or "deleted"),
            _ => false,
        };
    }
}
