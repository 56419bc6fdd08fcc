using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Creates the plan of a blueprint from its files.</summary>
internal sealed class BlueprintPlanner
{
    private static readonly string[] Sections =
    [
        DslVersion.Field, "description", "imports", "dsl_definitions", "metadata", "inputs", "plugins", "node_types",
        "relationships", "node_templates", "policy_types", "policy_triggers", "groups", "policies", "workflows",
        "outputs", "data_types", "capabilities", "imported_blueprints", "namespaces_mapping", "labels",
        "blueprint_labels", "deployment_settings", "resource_tags",
    ];

    private readonly MergedBlueprint _blueprint;
    private readonly JObject _content;
    private readonly DslVersion _version;
    private readonly PropertyValues _values = new([]);
    private readonly PlanSize _size = new();
    private readonly PropertySchema _schema;
    private readonly InterfaceParser _interfaces;

    private BlueprintPlanner(MergedBlueprint blueprint)
    {
        _blueprint = blueprint;
        _content = blueprint.Content;
        _version = blueprint.Version;
        _schema = new PropertySchema(_version, _values);
        _interfaces = new InterfaceParser(_version, _schema);
    }

    /// <summary>Creates the value of a blueprint's <c>plan</c> attribute.</summary>
    /// <param name="files">The files by their path relative to the blueprint's directory, with forward slashes.</param>
    /// <param name="mainFile">The path of the main file.</param>
    /// <param name="options">The sources of imports outside the files.</param>
    /// <exception cref="DslException">The blueprint is invalid.</exception>
    public static JObject Plan(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions? options = null) =>
        new BlueprintPlanner(BlueprintImports.Load(files, mainFile, options ?? new PlanningOptions())).Plan();

    private JObject Plan()
    {
        DslToken.CheckKeys(_content, "", Sections);
        DslToken.AsText(_content["description"], "description");
        _version.Require(2, _content["description"], "description", "description");
        _version.Require(3, _content["policies"], "policies", "policies");
        _version.Require(3, _content["resource_tags"], "resource_tags", "resource_tags");
        new DataTypeParser(Section("data_types"), _version, _schema, _values.DataTypes).Parse();
        var plugins = new PluginPlanner(Section("plugins"), _version);
        var operations = new OperationPlanner(_blueprint, plugins.Plugins);
        var relationshipTypes = PlanRelationshipTypes(operations);
        var inputs = _schema.ParseInputs(Section("inputs"));
        var nodesByName = PlanNodes(relationshipTypes, operations, plugins);
        var policyTypes = PolicyTypes.Parse(_content, "policy_types", "properties", _schema);
        var policyTriggers = PolicyTypes.Parse(_content, "policy_triggers", "parameters", _schema);
        var groups = new GroupPlanner(Section("groups"), nodesByName.Keys, policyTypes, policyTriggers, _values).Plan();
        var (policies, scalingGroups) = PlanPolicies(groups, nodesByName);
        var workflows = WorkflowPlanner.Plan(Section("workflows"), _version, _schema, operations);
        var nodes = new JArray(nodesByName.Values);
        var plan = new JObject
        {
            ["inputs"] = inputs,
            ["outputs"] = OutputPlanner.Plan(_content, "outputs"),
            ["nodes"] = nodes,
            ["scaling_groups"] = scalingGroups,
            ["workflows"] = workflows,
            ["policy_types"] = policyTypes,
            ["policy_triggers"] = policyTriggers,
            ["description"] = _content["description"]?.DeepClone(),
            ["groups"] = groups,
            ["capabilities"] = OutputPlanner.Plan(_content, "capabilities"),
            ["resource_tags"] = Section("resource_tags").DeepClone(),
            ["labels"] = LabelPlanner.OfDeployments(_content),
            ["requirements"] = new JObject(),
            ["metadata"] = _content["metadata"]?.DeepClone(),
            ["relationships"] = relationshipTypes,
            ["policies"] = policies,
            ["deployment_plugins_to_install"] = PluginPlanner.OfNodes(nodes, "deployment_plugins_to_install"),
            ["workflow_plugins_to_install"] = plugins.OfWorkflows(workflows),
            ["host_agent_plugins_to_install"] = PluginPlanner.OfNodes(nodes, "plugins_to_install"),
            ["version"] = _version.ToJson(),
            ["imported_blueprints"] = _content["imported_blueprints"]!.DeepClone(),
            ["namespaces_mapping"] = _content["namespaces_mapping"]!.DeepClone(),
            ["data_types"] = _values.DataTypes,
            ["blueprint_labels"] = LabelPlanner.OfBlueprint(_content),
            ["deployment_settings"] = SettingsPlanner.Plan(_content),
        };
        CheckJson(plan);
        ValidateDefaults(inputs);
        plan["requirements"] = PlanFunctions.Validate(plan);
        return plan;
    }

    private JObject Section(string name) => DslToken.Map(_content, name, "");

    private JObject PlanRelationshipTypes(OperationPlanner operations)
    {
        var types = TypeHierarchy.OfRelationships(_content, _schema, _interfaces).Types;
        foreach (var type in types.Properties())
        {
            foreach (var side in new[] { "source_interfaces", "target_interfaces" })
            {
                // Only checks that a plugin implements each operation.
                operations.Plan(
                    type.Value[side]!, $"Relationship '{type.Name}'", Section("relationships")[type.Name],
                    "relationships." + type.Name);
            }
        }

        return types;
    }

    private Dictionary<string, JObject> PlanNodes(
        JObject relationshipTypes, OperationPlanner operations, PluginPlanner plugins)
    {
        var templates = Section("node_templates");
        var types = TypeHierarchy.OfNodes(_content, _schema, _interfaces).Types;
        var merger = new InterfaceMerger();
        var relationships = new RelationshipPlanner(templates, relationshipTypes, _values, _interfaces, merger);
        var planner = new NodePlanner(templates, types, _version, _values, _interfaces, merger, relationships, _size);
        var nodes = planner.Plan();
        foreach (var node in nodes)
        {
            PlanOperations(node.Value, nodes, templates[node.Key], operations);
        }

        HostPlanner.Plan(nodes);
        plugins.PlanNodes(nodes, templates);
        return nodes;
    }

    private void PlanOperations(
        JObject node, Dictionary<string, JObject> nodes, JToken? template, OperationPlanner operations)
    {
        var name = (string)node["id"]!;
        var path = "node_templates." + name;
        node["operations"] = operations.Plan(
            node["interfaces"]!, $"in node '{name}' of type '{node["type"]}'", template, path);
        _size.Add(node["operations"]!);
        foreach (var relationship in (JArray)node["relationships"]!)
        {
            foreach (var side in new[] { "source", "target" })
            {
                var owner = side == "source" ? node : nodes[(string)relationship["target_id"]!];
                relationship[side + "_operations"] = operations.Plan(
                    relationship[side + "_interfaces"]!,
                    $"in relationship of type '{relationship["type"]}' in node '{owner["id"]}'", template, path);
                _size.Add(relationship[side + "_operations"]!);
            }
        }
    }

    private (JObject Policies, JObject ScalingGroups) PlanPolicies(JObject groups, Dictionary<string, JObject> nodes)
    {
        var (policies, scalingGroups) = PolicyPlanner.Plan(Section("policies"), groups);
        var members = new ScalingGroups(scalingGroups, nodes, _content["policies"]);
        members.Check();
        members.RemoveContainedMembers();
        return (policies, scalingGroups);
    }

    /// <summary>Rejects dates and binary values, which JSON does not support.</summary>
    private void CheckJson(JObject plan)
    {
        // The blueprint is far smaller than its plan.
        if (HasNoJson(_content) && HasNoJson(plan))
        {
            throw new DslException(DslError.FailedParsing, "Unexpected type: <class 'numbers.Number'>");
        }
    }

    private static bool HasNoJson(JObject part) =>
        SharedJson.Descendants(part).Any(token => token.Type is JTokenType.Date or JTokenType.Bytes);

    private static void ValidateDefaults(JObject inputs)
    {
        foreach (var input in inputs.Properties())
        {
            if (input.Value["default"] is { } value && !DslToken.IsNull(value))
            {
                ValidateDefault(input.Name, (JObject)input.Value, value);
            }
        }
    }

    private static void ValidateDefault(string name, JObject definition, JToken value)
    {
        try
        {
            InputConstraint.Validate(name, definition, value);
        }
        catch (DslException error) when (error.Error == DslError.ViolatedConstraint)
        {
            throw new DslException(DslError.FailedParsing, error.Message);
        }
    }
}
