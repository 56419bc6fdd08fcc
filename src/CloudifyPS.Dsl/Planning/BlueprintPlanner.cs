using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Makes a blueprint's plan of its files.</summary>
internal sealed class BlueprintPlanner
{
    private const string HostType = "cloudify.nodes.Compute";
    private const string HostAgent = "host_agent";
    private const string CentralAgent = "central_deployment_agent";
    private const string ContainedIn = "cloudify.relationships.contained_in";

    private static readonly string[] Sections =
    [
        DslVersion.Field, "description", "imports", "dsl_definitions", "metadata", "inputs", "plugins", "node_types",
        "relationships", "node_templates", "policy_types", "policy_triggers", "groups", "policies", "workflows", "outputs",
        "data_types", "capabilities", "imported_blueprints", "namespaces_mapping", "labels", "blueprint_labels",
        "deployment_settings", "resource_tags",
    ];

    private static readonly string[] PluginKeys =
    [
        "source", "executor", "install", "install_arguments", "package_name", "package_version", "supported_platform",
        "distribution", "distribution_version", "distribution_release", "properties_description", "properties",
    ];

    private readonly JObject _content;
    private readonly DslVersion _version;
    private readonly PropertySchema _schema;
    private readonly JObject _plugins = [];
    private readonly JObject _nodeTypes = [];
    private readonly JObject _relationshipTypes = [];
    private readonly OperationPlanner _operations;

    private BlueprintPlanner(MergedBlueprint blueprint)
    {
        _content = blueprint.Content;
        _version = blueprint.Version;
        _schema = new PropertySchema(_version);
        _operations = new OperationPlanner(blueprint, _schema, _plugins);
    }

    /// <summary>The <c>plan</c> attribute of a blueprint, as on the wire.</summary>
    /// <param name="files">The blueprint's files, relative to its directory, with forward slashes.</param>
    /// <param name="mainFile">The main file's name there.</param>
    /// <param name="options">Where imports lead to outside of the archive.</param>
    /// <exception cref="DslException">Something is wrong in the blueprint.</exception>
    public static JObject Plan(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions? options = null) =>
        new BlueprintPlanner(BlueprintImports.Load(files, mainFile, options ?? new PlanningOptions())).Plan();

    private JObject Plan()
    {
        DslToken.CheckKeys(_content, "", Sections);
        DslToken.AsText(_content["description"], "description");
        _version.Require(2, _content["description"], "description", "description");
        _schema.ParseDataTypes(Section("data_types"));
        ParsePlugins();
        foreach (var type in Section("node_types").Properties())
        {
            ParseNodeType(type.Name, []);
        }

        foreach (var type in Section("relationships").Properties())
        {
            ParseRelationshipType(type.Name, []);
        }

        var inputs = _schema.ParseParameters(Section("inputs"), "inputs", isInput: true);
        var nodes = PlanNodes();
        var groups = new GroupPlanner(_content, _version, _schema, nodes);
        var groupSection = groups.PlanGroups();
        var policies = groups.PlanPolicies(groupSection, out var scalingGroups);
        var workflows = PlanWorkflows();
        var plan = new JObject
        {
            ["inputs"] = inputs,
            ["outputs"] = PlanValues("outputs"),
            ["nodes"] = nodes,
            ["scaling_groups"] = scalingGroups,
            ["workflows"] = workflows,
            ["policy_types"] = groups.PolicyTypes,
            ["policy_triggers"] = groups.PolicyTriggers,
            ["description"] = Copy(_content["description"]),
            ["groups"] = groupSection,
            ["capabilities"] = PlanValues("capabilities"),
            ["resource_tags"] = PlanResourceTags(),
            ["labels"] = PlanLabels("labels", isOfDeployment: true),
            ["requirements"] = new JObject(),
            ["metadata"] = Copy(_content["metadata"]),
            ["relationships"] = _relationshipTypes,
            ["policies"] = policies,
            ["deployment_plugins_to_install"] = PluginsOf(nodes, "deployment_plugins_to_install"),
            ["workflow_plugins_to_install"] = new JArray(workflows.PropertyValues()
                .Select(w => (string)w["plugin"]!).Distinct().Select(name => _plugins[name]!.DeepClone())),
            ["host_agent_plugins_to_install"] = PluginsOf(nodes, "plugins_to_install"),
            ["version"] = _version.ToJson(),
            ["imported_blueprints"] = _content["imported_blueprints"]!.DeepClone(),
            ["namespaces_mapping"] = _content["namespaces_mapping"]!.DeepClone(),
            ["data_types"] = _schema.DataTypes,
            ["blueprint_labels"] = PlanLabels("blueprint_labels", isOfDeployment: false),
            ["deployment_settings"] = Section("deployment_settings").DeepClone(),
        };
        foreach (var input in inputs.Properties().Where(i => i.Value["default"] is { } value && !DslToken.IsNull(value)))
        {
            InputConstraint.Validate(input.Name, (JObject)input.Value, input.Value["default"]!);
        }

        plan["requirements"] = PlanFunctions.Validate(plan);
        return plan;
    }

    private JObject Section(string name) => DslToken.Map(_content, name, "");

    private static JToken Copy(JToken? value) => value?.DeepClone() ?? JValue.CreateNull();

    private void ParsePlugins()
    {
        foreach (var plugin in Section("plugins").Properties())
        {
            var path = "plugins." + plugin.Name;
            var definition = DslToken.AsMap(plugin.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, PluginKeys);
            var executor = DslToken.Required(definition, "executor", path);
            if (executor is not (CentralAgent or HostAgent))
            {
                throw DslToken.Fail(
                    $"Plugin '{plugin.Name}' has an illegal 'executor' value '{executor}'; value must be either '{CentralAgent}' or "
                    + $"'{HostAgent}'", definition["executor"], path + ".executor");
            }

            var parsed = new JObject();
            foreach (var key in PluginKeys)
            {
                parsed[key] = key switch
                {
                    "install" => definition[key]?.DeepClone() ?? true,
                    "properties" => definition[key]?.DeepClone() ?? new JObject(),
                    _ => Copy(definition[key]),
                };
                _version.Require(MinimumOf(key), definition[key], key, path + "." + key);
            }

            if (parsed["install"] is JValue { Value: true } && DslToken.IsNull(parsed["source"])
                && DslToken.IsNull(parsed["package_name"]))
            {
                throw DslToken.Fail(
                    $"Plugin '{plugin.Name}' needs to be installed, but does not declare a source or package_name property",
                    plugin.Value, path);
            }

            parsed["name"] = plugin.Name;
            _plugins[plugin.Name] = parsed;
        }

        static int MinimumOf(string key) => key switch
        {
            "source" or "executor" or "install" => 0,
            "install_arguments" => 1,
            "properties" or "properties_description" => 5,
            _ => 2,
        };
    }

    private JObject ParseNodeType(string name, IReadOnlyList<string> descendants)
    {
        if (_nodeTypes[name] is JObject done)
        {
            return done;
        }

        var path = "node_types." + name;
        var definition = Definition("node_types", name, descendants);
        DslToken.CheckKeys(definition, path, "derived_from", "interfaces", "properties", "runtime_properties");
        var parent = Parent("node_types", "type", name, definition);
        var super = parent is null ? null : ParseNodeType(parent, [.. descendants, name]);
        var type = ParseType(definition, path, name, super, "interfaces");
        _nodeTypes[name] = type;
        return type;
    }

    private JObject ParseRelationshipType(string name, IReadOnlyList<string> descendants)
    {
        if (_relationshipTypes[name] is JObject done)
        {
            return done;
        }

        var path = "relationships." + name;
        var definition = Definition("relationships", name, descendants);
        DslToken.CheckKeys(definition, path, "derived_from", "properties", "source_interfaces", "target_interfaces");
        var parent = Parent("relationships", "relationship", name, definition);
        var super = parent is null ? null : ParseRelationshipType(parent, [.. descendants, name]);
        var type = ParseType(definition, path, name, super, "source_interfaces", "target_interfaces");
        foreach (var interfaces in new[] { "source_interfaces", "target_interfaces" })
        {
            _operations.Process((JObject)type[interfaces]!, $"Relationship '{name}'", Section("relationships")[name], path);
        }

        type["name"] = name;
        if (parent is not null)
        {
            type["derived_from"] = parent;
        }

        _relationshipTypes[name] = type;
        return type;
    }

    private JObject Definition(string section, string name, IReadOnlyList<string> descendants) =>
        descendants.Contains(name)
            ? throw new DslException(
                $"Parsing failed. Circular dependency detected: {string.Join(" --> ", descendants.Concat([name]))}")
            : DslToken.AsMap(Section(section)[name], section + "." + name) ?? [];

    private string? Parent(string section, string descriptor, string name, JObject definition)
    {
        var path = $"{section}.{name}.derived_from";
        var parent = DslToken.AsText(definition["derived_from"], path);
        return parent is null || Section(section)[parent] is not null
            ? parent
            : throw DslToken.Fail(
                $"Missing definition for {descriptor} '{parent}' which is declared as derived by {descriptor} '{name}'",
                definition["derived_from"], path);
    }

    private JObject ParseType(JObject definition, string path, string name, JObject? super, params string[] interfaceSections)
    {
        var properties = _schema.ParseProperties(DslToken.Map(definition, "properties", path), path + ".properties", name);
        var type = new JObject
        {
            ["properties"] = super is null ? properties : _schema.Inherit((JObject)super["properties"]!, properties),
        };
        PropertySchema.DropInitialDefaults((JObject)type["properties"]!);
        foreach (var section in interfaceSections)
        {
            var own = _operations.Parse(definition, section, path, isType: true);
            type[section] = super is null ? own : OperationPlanner.Inherit((JObject)super[section]!, own);
        }

        type["type_hierarchy"] = new JArray(((super?["type_hierarchy"] as JArray) ?? []).Select(t => (string)t!).Concat([name]));
        return type;
    }

    private JArray PlanNodes()
    {
        var templates = Section("node_templates");
        var nodes = new Dictionary<string, JObject>();
        foreach (var template in templates.Properties())
        {
            nodes[template.Name] = PlanNode(template, templates);
        }

        foreach (var node in nodes.Values)
        {
            ProcessOperations(node, nodes);
        }

        foreach (var node in nodes.Values)
        {
            if (HostOf(node, nodes, []) is { } host)
            {
                node["host_id"] = host;
            }
        }

        PlanNodePlugins(nodes);
        return new JArray(nodes.Values);
    }

    private JObject PlanNode(JProperty template, JObject templates)
    {
        var name = template.Name;
        var path = "node_templates." + name;
        var definition = DslToken.AsMap(template.Value, path) ?? throw DslToken.Fail(
            "'type' key is required but it is currently missing", template.Value, path + ".type");
        DslToken.CheckKeys(definition, path, "type", "instances", "capabilities", "interfaces", "relationships", "properties");
        var typeName = DslToken.Required(definition, "type", path);
        if (_nodeTypes[typeName] is not JObject type)
        {
            throw DslToken.Fail(
                $"Could not locate node type: '{typeName}'; existing types: "
                + PythonValue.Repr(_nodeTypes.Properties().Select(p => p.Name)), definition["type"], path + ".type");
        }

        var instances = DslToken.Map(definition, "instances", path);
        DslToken.CheckKeys(instances, path + ".instances", "deploy");
        return new JObject
        {
            ["type"] = typeName,
            ["instances"] = instances.DeepClone(),
            ["capabilities"] = new JObject { ["scalable"] = new JObject { ["properties"] = PlanScalable(name, definition, path) } },
            ["interfaces"] = Located(
                () => OperationPlanner.Instantiate(
                    (JObject)type["interfaces"]!, _operations.Parse(definition, "interfaces", path, isType: false)),
                template.Value, path),
            ["relationships"] = PlanRelationships(name, definition, templates, path),
            ["properties"] = Located(
                () => _schema.MergeProperties(
                    DslToken.Map(definition, "properties", path), (JObject)type["properties"]!, SchemaMessages.Node, name),
                definition["properties"] ?? definition, path + ".properties"),
            ["name"] = name,
            ["id"] = name,
            ["type_hierarchy"] = type["type_hierarchy"]!.DeepClone(),
        };
    }

    /// <summary>Says where, when what is wrong does not say it itself.</summary>
    private static T Located<T>(Func<T> parse, JToken element, string path)
    {
        try
        {
            return parse();
        }
        catch (DslException e) when (!e.IsLocated)
        {
            throw DslToken.Fail(e.Message, element, path);
        }
    }

    private JObject PlanScalable(string name, JObject definition, string path)
    {
        var capabilities = DslToken.AsMap(definition["capabilities"], path + ".capabilities");
        _version.Require(3, capabilities, "capabilities", path + ".capabilities");
        var deploy = definition["instances"]?["deploy"];
        if (capabilities is null)
        {
            if (deploy is not null && (deploy.Type != JTokenType.Integer || (int)deploy < 0))
            {
                throw deploy.Type == JTokenType.Integer
                    ? DslToken.Fail("deploy instances must be a non-negative number", deploy, path + ".instances.deploy")
                    : DslToken.Unexpected("integer", deploy, path + ".instances.deploy");
            }

            return GroupPlanner.ScalingProperties([], path, deploy);
        }

        if (deploy is not null)
        {
            throw DslToken.Fail(
                $"Node '{name}' defines both instances.deploy and capabilities.scalable (Note: instances.deploy is deprecated)",
                capabilities, path + ".capabilities");
        }

        DslToken.CheckKeys(capabilities, path + ".capabilities", "scalable");
        var scalable = DslToken.Map(capabilities, "scalable", path + ".capabilities");
        DslToken.CheckKeys(scalable, path + ".capabilities.scalable", "properties");
        var own = path + ".capabilities.scalable.properties";
        return GroupPlanner.ScalingProperties(DslToken.Map(scalable, "properties", path + ".capabilities.scalable"), own);
    }

    private JArray PlanRelationships(string node, JObject definition, JObject templates, string nodePath)
    {
        var result = new JArray();
        var path = nodePath + ".relationships";
        foreach (var item in DslToken.AsList(definition["relationships"], path) ?? [])
        {
            var own = $"{path}.{result.Count}";
            var relationship = DslToken.AsMap(item, own) ?? [];
            DslToken.CheckKeys(relationship, own, "type", "target", "properties", "source_interfaces", "target_interfaces");
            var typeName = DslToken.Required(relationship, "type", own);
            if (_relationshipTypes[typeName] is not JObject type)
            {
                throw DslToken.Fail(
                    $"A relationship instance under node '{node}' declares an undefined relationship type '{typeName}'",
                    relationship["type"], own + ".type");
            }

            var target = DslToken.Required(relationship, "target", own);
            CheckTarget(node, target, templates, relationship, own);
            CheckLifecycleOperation(node, typeName, target, templates, relationship, own);
            var planned = new JObject
            {
                ["type"] = typeName,
                ["properties"] = Located(
                    () => _schema.MergeProperties(
                        DslToken.Map(relationship, "properties", own), (JObject)type["properties"]!, SchemaMessages.Relationship,
                        node), relationship["properties"] ?? relationship, own + ".properties"),
            };
            foreach (var interfaces in new[] { "source_interfaces", "target_interfaces" })
            {
                planned[interfaces] = Located(
                    () => OperationPlanner.Instantiate(
                        (JObject)type[interfaces]!, _operations.Parse(relationship, interfaces, own, isType: false)),
                    relationship, own);
            }

            planned["type_hierarchy"] = type["type_hierarchy"]!.DeepClone();
            planned["target_id"] = target;
            result.Add(planned);
        }

        var containers = result.Where(IsContainedIn).ToList();
        return containers.Count <= 1
            ? result
            : throw DslToken.Fail(
                $"Node '{node}' has more than one relationship that is derived from '{ContainedIn}' relationship. Found: "
                + $"{PythonValue.Repr(containers.Select(r => (string)r["type"]!))} for targets: "
                + PythonValue.Repr(containers.Select(r => (string)r["target_id"]!)), definition["relationships"], path);
    }

    private static void CheckTarget(string node, string target, JObject templates, JObject relationship, string path)
    {
        if (templates[target] is null)
        {
            throw DslToken.Fail(
                $"A relationship instance under node '{node}' of type 'type' declares an undefined target node '{target}'",
                relationship["target"], path + ".target");
        }

        if (target == node)
        {
            throw DslToken.Fail(
                $"A relationship instance under node '{node}' of type 'type' illegally declares the source node as the target node",
                relationship["target"], path + ".target");
        }
    }

    private static void CheckLifecycleOperation(
        string node, string type, string target, JObject templates, JObject relationship, string path)
    {
        if (type != "cloudify.relationships.depends_on_lifecycle_operation")
        {
            return;
        }

        var operation = (string?)relationship["properties"]?["operation"];
        if (string.IsNullOrEmpty(operation))
        {
            throw DslToken.Fail(
                $"For \"{node}\" node, please supply \"{type}\" with a defined lifecycle operation target ",
                relationship["properties"] ?? relationship, path + ".properties");
        }

        if (templates[target]?["interfaces"]?["cloudify.interfaces.lifecycle"]?[operation!] is null)
        {
            throw DslToken.Fail(
                $"Please define \"{operation}\" operation in the target node \"{target}\" for \"{node}\" node's \"{type}\" "
                + "relationship", relationship["properties"], path + ".properties");
        }
    }

    private void ProcessOperations(JObject node, Dictionary<string, JObject> nodes)
    {
        var name = (string)node["id"]!;
        var path = "node_templates." + name;
        node["operations"] = _operations.Process(
            (JObject)node["interfaces"]!, $"in node '{name}' of type '{node["type"]}'", Section("node_templates")[name], path);
        foreach (var relationship in (JArray)node["relationships"]!)
        {
            foreach (var side in new[] { "source", "target" })
            {
                var owner = side == "source" ? node : nodes[(string)relationship["target_id"]!];
                relationship[side + "_operations"] = _operations.Process(
                    (JObject)relationship[side + "_interfaces"]!,
                    $"in relationship of type '{relationship["type"]}' in node '{owner["id"]}'",
                    Section("node_templates")[name], path);
            }
        }
    }

    private static string? HostOf(JObject node, Dictionary<string, JObject> nodes, IReadOnlyList<string> visited)
    {
        var name = (string)node["id"]!;
        if (visited.Contains(name))
        {
            throw new DslException(
                $"Parsing failed. Circular dependency detected: {string.Join(" --> ", visited.Concat([name]))}");
        }

        if (IsHost(node))
        {
            return name;
        }

        // Any circle of relationships is an error, not only one of containers.
        string? host = null;
        foreach (var relationship in (JArray)node["relationships"]!)
        {
            if (IsContainedIn(relationship))
            {
                host = HostOf(nodes[(string)relationship["target_id"]!], nodes, [.. visited, name]);
            }
        }

        return host;
    }

    private static bool IsHost(JObject node) =>
        node["type_hierarchy"]!.Any(t => ((string)t!).IndexOf(HostType, StringComparison.Ordinal) >= 0);

    private static bool IsContainedIn(JToken relationship) =>
        relationship["type_hierarchy"]!.Any(t => (string?)t == ContainedIn);

    private void PlanNodePlugins(Dictionary<string, JObject> nodes)
    {
        CheckCircles(nodes);
        foreach (var node in nodes.Values)
        {
            var name = (string)node["id"]!;
            var operations = new List<JToken> { node["operations"]! };
            operations.AddRange(node["relationships"]!.Select(r => r["source_operations"]!));
            operations.AddRange(nodes.Values.SelectMany(n => n["relationships"]!)
                .Where(r => (string?)r["target_id"] == name).Select(r => r["target_operations"]!));
            var used = operations.Cast<JObject>().SelectMany(o => o.PropertyValues())
                .Select(o => (Plugin: (string)o["plugin"]!, Executor: (string?)o["executor"]))
                .Where(o => o.Plugin.Length > 0).Distinct();
            node["plugins"] = new JArray(used.Select(o =>
            {
                var plugin = (JObject)_plugins[o.Plugin]!.DeepClone();
                plugin["executor"] = o.Executor;
                return plugin;
            }));
        }

        foreach (var node in nodes.Values)
        {
            if (IsHost(node))
            {
                node["plugins_to_install"] = Distinct(nodes.Values
                    .Where(n => (string?)n["host_id"] == (string?)node["id"]).SelectMany(n => n["plugins"]!)
                    .Where(p => (string?)p["executor"] == HostAgent));
            }

            node["deployment_plugins_to_install"] = Distinct(
                node["plugins"]!.Where(p => (string?)p["executor"] == CentralAgent));
            if (node["host_id"] is null && node["plugins"]!.FirstOrDefault(p => (string?)p["executor"] == HostAgent) is { } plugin)
            {
                throw DslToken.Fail(
                    $"node '{node["id"]}' has no relationship which makes it contained within a host and it has a plugin "
                    + $"'{plugin["name"]}' with '{HostAgent}' as an executor. These types of plugins must be installed on a host",
                    _content["node_templates"], "node_templates");
            }
        }
    }

    private static void CheckCircles(Dictionary<string, JObject> nodes)
    {
        var done = new HashSet<string>();
        foreach (var name in nodes.Keys)
        {
            Visit(name, []);
        }

        void Visit(string name, IReadOnlyList<string> above)
        {
            if (above.Contains(name))
            {
                throw new DslException(
                    $"Parsing failed. Circular dependency detected: {string.Join(" --> ", above.Concat([name]))}");
            }

            if (done.Contains(name))
            {
                return;
            }

            foreach (var relationship in nodes[name]["relationships"]!)
            {
                Visit((string)relationship["target_id"]!, [.. above, name]);
            }

            done.Add(name);
        }
    }

    private static JArray PluginsOf(JArray nodes, string kind) =>
        Distinct(nodes.SelectMany(n => n[kind] as JArray ?? []));

    private static JArray Distinct(IEnumerable<JToken> plugins) =>
        new(plugins.GroupBy(p => (string)p["name"]!).Select(same => same.Last().DeepClone()));

    private JObject PlanWorkflows()
    {
        var result = new JObject();
        foreach (var workflow in Section("workflows").Properties())
        {
            var path = "workflows." + workflow.Name;
            var content = new JObject();
            if (workflow.Value is JValue { Value: string mapping })
            {
                content["mapping"] = mapping;
                content["parameters"] = new JObject();
            }
            else
            {
                var definition = DslToken.AsMap(workflow.Value, path)
                    ?? throw DslToken.Fail($"'{workflow.Name}' key is required but it is currently missing", workflow.Value, path);
                DslToken.CheckKeys(definition, path, "mapping", "parameters", "is_cascading", "availability_rules");
                content = (JObject)definition.DeepClone();
                content["mapping"] = DslToken.Required(definition, "mapping", path);
                _version.Require(4, definition["availability_rules"], "availability_rules", path + ".availability_rules");
                content["parameters"] = _schema.ParseParameters(
                    DslToken.Map(definition, "parameters", path), path + ".parameters");
            }

            result[workflow.Name] = _operations.ProcessWorkflow(workflow.Name, content, workflow.Value, path);
        }

        return result;
    }

    private JObject PlanValues(string section)
    {
        var result = new JObject();
        foreach (var entry in Section(section).Properties())
        {
            var path = section + "." + entry.Name;
            var definition = DslToken.AsMap(entry.Value, path)
                ?? throw DslToken.Fail("'value' key is required but it is currently missing", entry.Value, path);
            DslToken.CheckKeys(definition, path, "description", "value");
            DslToken.RequiredToken(definition, "value", path);
            DslToken.AsText(definition["description"], path + ".description");
            result[entry.Name] = definition.DeepClone();
        }

        return result;
    }

    private JObject PlanLabels(string section, bool isOfDeployment)
    {
        foreach (var entry in Section(section).Properties())
        {
            var path = section + "." + entry.Name;
            var definition = DslToken.AsMap(entry.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "values");
            DslToken.RequiredToken(definition, "values", path);
            foreach (var value in DslToken.AsList(definition["values"], path + ".values")!)
            {
                if (isOfDeployment && value is JObject map && map["get_attribute"] is not null)
                {
                    throw DslToken.Fail(
                        "The label's value cannot be a runtime property. Please remove the `get_attribute` function from the values "
                        + $"of {entry.Name}", entry.Value, path);
                }

                if (value.Type != JTokenType.String && !(isOfDeployment && value is JObject))
                {
                    throw DslToken.Fail(
                        isOfDeployment
                            ? $"The label's value must be a string or an intrinsic function. Please modify the values of {entry.Name}"
                            : $"The blueprint label's value must be a string. Please modify the values of {entry.Name}",
                        entry.Value, path);
                }
            }
        }

        return (JObject)Section(section).DeepClone();
    }

    private JObject PlanResourceTags()
    {
        var tags = Section("resource_tags");
        _version.Require(3, _content["resource_tags"], "resource_tags", "resource_tags");
        return (JObject)tags.DeepClone();
    }
}
