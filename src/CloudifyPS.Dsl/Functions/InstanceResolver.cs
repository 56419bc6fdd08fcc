using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Finds the nodes and node instances that functions name.</summary>
internal sealed class InstanceResolver(IFunctionContext context, FunctionSubject subject)
{
    private const string ContainedIn = "cloudify.relationships.contained_in";

    public JObject FindNode(string name, FunctionOwner? owner, string path)
    {
        if (name == "SELF" && owner?.Node is { } node)
        {
            name = node;
        }
        else if (FunctionSubject.IsReference(name))
        {
            var instance = subject.Resolve(name, owner) is { } id ? context.FindNodeInstance(id) : null;
            name = (string?)instance?["node_id"]
                ?? throw FunctionError.Create($"{name} is missing in request context in {path}");
        }

        return context.FindNode(name)
            ?? throw FunctionError.Create($"Requested `Node` with ID `{name}` was not found");
    }

    public IReadOnlyList<JObject> FindInstances(string name, FunctionOwner? owner, string path) =>
        context.FindNodeInstances((string)FindNode(name, owner, path)["id"]!);

    /// <summary>Finds the one instance that <c>get_attribute</c> means.</summary>
    /// <param name="name">The name of a node, or SELF, SOURCE or TARGET.</param>
    /// <param name="attribute">The path of the attribute, for errors.</param>
    /// <param name="path">The place of the function, for errors.</param>
    /// <param name="owner">The owner of the function.</param>
    public JObject FindInstance(string name, IReadOnlyList<JToken> attribute, string path, FunctionOwner? owner)
    {
        if (FunctionSubject.IsReference(name))
        {
            if (subject.Resolve(name, owner) is { } id && context.FindNodeInstance(id) is { } given)
            {
                return given;
            }

            name = (name == "SELF" ? owner?.Node : null) ?? throw FunctionError.Create(
                $"Unable to evaluate get_attribute function: {name} is missing in request context in {path} for attribute "
                + PythonValue.Repr(new JArray(attribute)));
        }

        var instances = context.FindNodeInstances(name);
        return instances.Count switch
        {
            0 => throw FunctionError.Create(
                $"Unable to evaluate get_attribute function: Node {name} has no instances."),
            1 => instances[0],
            _ => ByRelationship(name, instances) ?? ByScalingGroup(instances) ?? throw FunctionError.Create(
                $"Unable to evaluate get_attribute function: More than one node instance found for node \"{name}\". Cannot "
                + "resolve a node instance unambiguously."),
        };
    }

    private JObject? ByRelationship(string name, IReadOnlyList<JObject> instances)
    {
        if (subject.Self is null || context.FindNodeInstance(subject.Self) is not { } self)
        {
            return null;
        }

        var targets = (self["relationships"] as JArray ?? []).Where(r => (string?)r["target_name"] == name)
            .Select(r => (string?)r["target_id"]).Distinct().ToList();
        return targets.Count == 1 ? instances.FirstOrDefault(i => (string?)i["id"] == targets[0]) : null;
    }

    private JObject? ByScalingGroup(IReadOnlyList<JObject> instances)
    {
        string?[] ids = subject.Self is null ? [subject.Source, subject.Target] : [subject.Self];
        foreach (var id in ids.OfType<string>())
        {
            if (context.FindNodeInstance(id) is not { } own)
            {
                continue;
            }

            foreach (var (name, group) in Groups(own))
            {
                var same = instances.Where(i => Groups(i).Contains((name, group))).ToList();
                if (same.Count == 1)
                {
                    return same[0];
                }

                if (Groups(instances[0]).Any(g => g.Name == name))
                {
                    break;
                }
            }
        }

        return null;
    }

    /// <summary>Gets the scaling groups of an instance and of its containers, from the inside to the outside.</summary>
    private List<(string Name, string Id)> Groups(JObject instance)
    {
        var result = new List<(string, string)>();
        for (var current = instance; current is not null; current = Container(current))
        {
            result.AddRange((current["scaling_groups"] as JArray ?? [])
                .Select(g => ((string)g["name"]!, (string)g["id"]!)));
        }

        return result;
    }

    private JObject? Container(JObject instance)
    {
        var node = context.FindNode((string)instance["node_id"]!);
        var target = (node?["relationships"] as JArray ?? []).FirstOrDefault(r =>
            r["type_hierarchy"]!.Any(t => (string?)t == ContainedIn))?["target_id"];
        var id = (instance["relationships"] as JArray ?? [])
            .FirstOrDefault(r => target is not null && (string?)r["target_name"] == (string?)target)?["target_id"];
        return id is null ? null : context.FindNodeInstance((string)id!);
    }
}
