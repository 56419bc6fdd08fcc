using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the relationships of node templates.</summary>
internal sealed class RelationshipPlanner(
    JObject templates, JObject types, PropertyValues values, InterfaceParser interfaces, InterfaceMerger merger)
{
    private const string ContainedIn = "cloudify.relationships.contained_in";
    private const string DependsOnOperation = "cloudify.relationships.depends_on_lifecycle_operation";

    public static bool IsContainedIn(JToken relationship) =>
        relationship["type_hierarchy"]!.Any(type => (string?)type == ContainedIn);

    public JArray Plan(string node, JObject definition, string nodePath)
    {
        var result = new JArray();
        var path = nodePath + ".relationships";
        foreach (var item in DslToken.AsList(definition["relationships"], path) ?? [])
        {
            var own = $"{path}.{result.Count}";
            result.Add(PlanOne(node, DslToken.AsMap(item, own) ?? [], own));
        }

        var containers = result.Where(IsContainedIn).ToList();
        return containers.Count <= 1
            ? result
            : throw DslToken.Fail(
                $"Node '{node}' has more than one relationship that is derived from '{ContainedIn}' "
                + "relationship. Found: "
                + $"{PythonValue.Repr(containers.Select(r => (string)r["type"]!))} for targets: "
                + PythonValue.Repr(containers.Select(r => (string)r["target_id"]!)), definition["relationships"], path);
    }

    private JObject PlanOne(string node, JObject relationship, string path)
    {
        DslToken.CheckKeys(
            relationship, path, "type", "target", "properties", "source_interfaces", "target_interfaces");
        var typeName = DslToken.Required(relationship, "type", path);
        if (types[typeName] is not JObject type)
        {
            throw DslToken.Fail(
                $"A relationship instance under node '{node}' declares an undefined relationship type '{typeName}'",
                relationship["type"], path + ".type");
        }

        var target = DslToken.Required(relationship, "target", path);
        CheckTarget(node, target, relationship, path);
        CheckLifecycleOperation(node, typeName, target, relationship, path);
        var planned = new JObject
        {
            ["type"] = typeName,
            ["properties"] = DslToken.Located(
                () => values.Merge(
                    DslToken.Map(relationship, "properties", path), (JObject)type["properties"]!,
                    SchemaMessages.Relationship, node),
                relationship["properties"] ?? relationship, path + ".properties"),
        };
        foreach (var side in new[] { "source_interfaces", "target_interfaces" })
        {
            planned[side] = DslToken.Located(
                () => merger.Instantiate(
                    (JObject)type[side]!, interfaces.Parse(relationship, side, path, isType: false)),
                relationship, path);
        }

        planned["type_hierarchy"] = type["type_hierarchy"]!.DeepClone();
        planned["target_id"] = target;
        return planned;
    }

    private void CheckTarget(string node, string target, JObject relationship, string path)
    {
        if (templates[target] is null)
        {
            throw DslToken.Fail(
                $"A relationship instance under node '{node}' of type 'type' declares an undefined target node "
                + $"'{target}'",
                relationship["target"], path + ".target");
        }

        if (target == node)
        {
            throw DslToken.Fail(
                $"A relationship instance under node '{node}' of type 'type' illegally declares the source node as the "
                + "target node", relationship["target"], path + ".target");
        }
    }

    private void CheckLifecycleOperation(string node, string type, string target, JObject relationship, string path)
    {
        if (type != DependsOnOperation)
        {
            return;
        }

        path += ".properties";
        var operation = (string?)relationship["properties"]?["operation"];
        if (string.IsNullOrEmpty(operation))
        {
            throw DslToken.Fail(
                $"For \"{node}\" node, please supply \"{type}\" with a defined lifecycle operation target ",
                relationship["properties"] ?? relationship, path);
        }

        if (templates[target]?["interfaces"]?["cloudify.interfaces.lifecycle"]?[operation!] is null)
        {
            throw DslToken.Fail(
                $"Please define \"{operation}\" operation in the target node \"{target}\" for \"{node}\" node's "
                + $"\"{type}\" "
                + "relationship", relationship["properties"], path);
        }
    }
}
