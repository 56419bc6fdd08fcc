using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the node templates.</summary>
internal sealed class NodePlanner(
    JObject templates, JObject types, DslVersion version, PropertyValues values, InterfaceParser interfaces,
    InterfaceMerger merger, RelationshipPlanner relationships, PlanSize size)
{
    /// <summary>Plans all nodes, by name; their operations, hosts and plugins are left out.</summary>
    public Dictionary<string, JObject> Plan()
    {
        var nodes = new Dictionary<string, JObject>();
        foreach (var template in templates.Properties())
        {
            nodes[template.Name] = Plan(template);
            size.Add(nodes[template.Name]);
        }

        return nodes;
    }

    private JObject Plan(JProperty template)
    {
        var name = template.Name;
        var path = "node_templates." + name;
        var definition = DslToken.AsMap(template.Value, path) ?? throw DslToken.Fail(
            "'type' key is required but it is currently missing", template.Value, path + ".type");
        DslToken.CheckKeys(
            definition, path, "type", "instances", "capabilities", "interfaces", "relationships", "properties");
        var typeName = DslToken.Required(definition, "type", path);
        if (types[typeName] is not JObject type)
        {
            throw DslToken.Fail(
                $"Could not locate node type: '{typeName}'; existing types: "
                + PythonValue.Repr(types.Properties().Select(p => p.Name)), definition["type"], path + ".type");
        }

        var instances = DslToken.Map(definition, "instances", path);
        DslToken.CheckKeys(instances, path + ".instances", "deploy");
        if (!DslToken.IsNull(definition["instances"]))
        {
            DslToken.RequiredToken(instances, "deploy", path + ".instances");
        }

        return new JObject
        {
            ["type"] = typeName,
            ["instances"] = instances.DeepClone(),
            ["capabilities"] = new JObject
            {
                ["scalable"] = new JObject { ["properties"] = PlanScalable(name, definition, path) },
            },
            ["interfaces"] = DslToken.Located(
                () => merger.Instantiate(
                    (JObject)type["interfaces"]!, interfaces.Parse(definition, "interfaces", path, isType: false)),
                template.Value, path),
            ["relationships"] = relationships.Plan(name, definition, path),
            ["properties"] = DslToken.Located(
                () => values.Merge(
                    DslToken.Map(definition, "properties", path), (JObject)type["properties"]!, SchemaMessages.Node,
                    name),
                definition["properties"] ?? definition, path + ".properties"),
            ["name"] = name,
            ["id"] = name,
            ["type_hierarchy"] = type["type_hierarchy"]!.DeepClone(),
        };
    }

    private JObject PlanScalable(string name, JObject definition, string path)
    {
        var own = path + ".capabilities";
        var capabilities = DslToken.AsMap(definition["capabilities"], own);
        version.Require(3, capabilities, "capabilities", own);
        var deploy = (definition["instances"] as JObject)?["deploy"];
        if (capabilities is null)
        {
            if (deploy is not null && (deploy.Type != JTokenType.Integer || deploy.ToInt() < 0))
            {
                throw deploy.Type == JTokenType.Integer
                    ? DslToken.Fail(
                        "deploy instances must be a non-negative number", deploy, path + ".instances.deploy")
                    : DslToken.Unexpected("integer", deploy, path + ".instances.deploy");
            }

            return ScalingProperties.Plan([], path, deploy);
        }

        if (deploy is not null)
        {
            throw DslToken.Fail(
                $"Node '{name}' defines both instances.deploy and capabilities.scalable (Note: instances.deploy is "
                + "deprecated)", capabilities, own);
        }

        DslToken.CheckKeys(capabilities, own, "scalable");
        var scalable = DslToken.Map(capabilities, "scalable", own);
        own += ".scalable";
        DslToken.CheckKeys(scalable, own, "properties");
        return ScalingProperties.Plan(DslToken.Map(scalable, "properties", own), own + ".properties");
    }
}
