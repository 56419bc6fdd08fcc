using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Compares the node instances of a deployment before and after a modification.</summary>
internal static class InstanceDifference
{
    public static JObject Compare(IReadOnlyDictionary<string, JObject> before, IReadOnlyDictionary<string, JObject> after) =>
        new()
        {
            ["added_and_related"] = OnlyIn(after, before, "added"),
            ["extended_and_related"] = MoreRelatedIn(after, before, "extended"),
            ["removed_and_related"] = OnlyIn(before, after, "removed"),
            ["reduced_and_related"] = MoreRelatedIn(before, after, "reduced"),
        };

    /// <summary>Gets the instances that only one side has, and the instances that are related to them.</summary>
    private static JArray OnlyIn(
        IReadOnlyDictionary<string, JObject> these, IReadOnlyDictionary<string, JObject> others, string modification)
    {
        var result = new JArray();
        var changed = new HashSet<string>();
        var targets = new HashSet<string>();
        foreach (var own in these.Where(instance => !others.ContainsKey(instance.Key)))
        {
            var row = (JObject)own.Value.DeepClone();
            row["modification"] = modification;
            result.Add(row);
            changed.Add(own.Key);
            targets.UnionWith(own.Value["relationships"]!.Select(TargetOf));
        }

        foreach (var related in these.Where(instance => others.ContainsKey(instance.Key)))
        {
            var relationships = related.Value["relationships"]!.Where(r => changed.Contains(TargetOf(r))).ToList();
            if (relationships.Count > 0 || targets.Contains(related.Key))
            {
                result.Add(DeploymentRows.WithRelationships(related.Value, new JArray(relationships)));
            }
        }

        return result;
    }

    /// <summary>Gets the instances that have relationships only on one side, and the targets of these.</summary>
    private static JArray MoreRelatedIn(
        IReadOnlyDictionary<string, JObject> these, IReadOnlyDictionary<string, JObject> others, string modification)
    {
        var result = new Dictionary<string, JObject>();
        foreach (var own in these.Where(instance => others.ContainsKey(instance.Key)))
        {
            var known = new HashSet<string>(others[own.Key]["relationships"]!.Select(TargetOf));
            var changed = own.Value["relationships"]!.Where(r => !known.Contains(TargetOf(r))).ToList();
            if (changed.Count == 0)
            {
                continue;
            }

            result[own.Key] = DeploymentRows.WithRelationships(own.Value, new JArray(changed));
            result[own.Key]["modification"] = modification;
            foreach (var target in changed.Select(TargetOf)
                .Where(target => others.ContainsKey(target) && !result.ContainsKey(target)))
            {
                result[target] = DeploymentRows.WithRelationships(these[target], new JArray());
            }
        }

        return new JArray(result.Values);
    }

    private static string TargetOf(JToken relationship) => (string)relationship["target_id"]!;
}
