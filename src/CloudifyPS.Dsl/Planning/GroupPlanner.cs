using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Groups, their policies and triggers, and the scaling groups that policies make of them.</summary>
internal sealed class GroupPlanner
{
    private const string ScalingPolicy = "cloudify.policies.scaling";
    private const string Unbounded = "UNBOUNDED";

    private readonly JObject _content;
    private readonly DslVersion _version;
    private readonly PropertySchema _schema;
    private readonly JArray _nodes;

    public GroupPlanner(JObject content, DslVersion version, PropertySchema schema, JArray nodes)
    {
        _content = content;
        _version = version;
        _schema = schema;
        _nodes = nodes;
        PolicyTypes = ParseTypes("policy_types", "properties");
        PolicyTriggers = ParseTypes("policy_triggers", "parameters");
    }

    public JObject PolicyTypes { get; }

    public JObject PolicyTriggers { get; }

    /// <summary>How many instances there are, at least and at most; a function is left to the deployment.</summary>
    public static JObject ScalingProperties(JObject given, string path, JToken? deploy = null)
    {
        DslToken.CheckKeys(given, path, "min_instances", "max_instances", "default_instances");
        var minimum = Instances(given, "min_instances", path, 0);
        var maximum = given["max_instances"] is JValue { Value: Unbounded } ? -1 : Instances(given, "max_instances", path, -1);
        var count = deploy?.DeepClone() ?? Instances(given, "default_instances", path, 1);
        if (Number(minimum) is { } min && Number(count) is { } n && n < min && deploy is null)
        {
            throw Fail($"default_instances ({n}) cannot be smaller than min_instances ({min})");
        }

        if (Number(maximum) is { } max && max != -1)
        {
            if (Number(minimum) > max)
            {
                throw Fail($"min_instances ({minimum}) cannot be greater than max_instances ({max})");
            }

            if (Number(count) > max)
            {
                throw Fail($"default_instances ({count}) cannot be greater than max_instances ({max})");
            }
        }

        return new JObject
        {
            ["min_instances"] = minimum,
            ["max_instances"] = maximum,
            ["default_instances"] = count,
            ["current_instances"] = count.DeepClone(),
            ["planned_instances"] = count.DeepClone(),
        };

        DslException Fail(string message) => DslToken.Fail(message, given, path);
    }

    public JObject PlanGroups()
    {
        var groups = DslToken.Map(_content, "groups", "");
        var names = new HashSet<string>(_nodes.Select(n => (string)n["id"]!));
        var result = new JObject();
        foreach (var group in groups.Properties())
        {
            var path = "groups." + group.Name;
            var definition = DslToken.AsMap(group.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "members", "policies");
            if (names.Contains(group.Name))
            {
                throw DslToken.Fail($"Both a group and a node template are named '{group.Name}'", group.Value, path);
            }

            DslToken.RequiredToken(definition, "members", path);
            var members = DslToken.AsList(definition["members"], path + ".members")!;
            if (members.Count == 0)
            {
                throw DslToken.Fail("At least one member should be specified", members, path + ".members");
            }

            foreach (var member in members)
            {
                var name = DslToken.AsText(member, path + ".members") ?? "";
                if (!names.Contains(name) && groups[name] is null)
                {
                    throw DslToken.Fail(
                        $"Member '{name}' of group '{group.Name}' does not match any defined node", member, path + ".members");
                }
            }

            result[group.Name] = new JObject
            {
                ["members"] = new JArray(members.Select(m => (string)m!).Distinct()),
                ["policies"] = PlanGroupPolicies(group.Name, DslToken.Map(definition, "policies", path), path + ".policies"),
            };
        }

        return result;
    }

    public JObject PlanPolicies(JObject groups, out JObject scalingGroups)
    {
        var result = new JObject();
        scalingGroups = [];
        _version.Require(3, _content["policies"], "policies", "policies");
        foreach (var policy in DslToken.Map(_content, "policies", "").Properties())
        {
            var path = "policies." + policy.Name;
            var definition = DslToken.AsMap(policy.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "type", "properties", "targets");
            var type = DslToken.Required(definition, "type", path);
            if (type != ScalingPolicy)
            {
                throw DslToken.Fail(
                    $"'{type}' policy type is not implemented. Only '{ScalingPolicy}' policy type is supported.",
                    definition["type"], path + ".type");
            }

            DslToken.RequiredToken(definition, "targets", path);
            var targets = DslToken.AsList(definition["targets"], path + ".targets")!;
            if (targets.Count == 0)
            {
                throw DslToken.Fail(
                    $"Policy '{policy.Name}' has no targets groups defined for it. At least one target group is required.",
                    targets, path + ".targets");
            }

            var properties = ScalingProperties(DslToken.Map(definition, "properties", path), path + ".properties");
            foreach (var target in targets)
            {
                if (groups[PythonValue.Str(target)] is not { } group)
                {
                    throw DslToken.Fail(
                        $"'{PythonValue.Str(target)}' is not a valid policy target. Only groups are valid policy targets. Defined groups "
                        + $"are {PythonValue.Repr(groups)}.", target, path + ".targets");
                }

                scalingGroups[(string)target!] = new JObject
                {
                    ["members"] = group["members"]!.DeepClone(),
                    ["properties"] = properties.DeepClone(),
                };
            }

            result[policy.Name] = new JObject
            {
                ["type"] = type,
                ["properties"] = properties,
                ["targets"] = targets.DeepClone(),
            };
        }

        CheckMembers(scalingGroups);
        DropContainedMembers(scalingGroups);
        return result;
    }

    private static JToken Instances(JObject given, string name, string path, int defaultValue)
    {
        if (given[name] is not { } value || DslToken.IsNull(value))
        {
            return defaultValue;
        }

        if (IntrinsicFunction.Find(value) is not null)
        {
            return value.DeepClone();
        }

        if (value is JObject)
        {
            throw DslToken.Fail($"{name} should be a valid intrinsic function or a value.", value, $"{path}.{name}");
        }

        if (value.Type == JTokenType.String && name == "max_instances")
        {
            throw DslToken.Fail($"The only valid string for {name} is {Unbounded}.", value, $"{path}.{name}");
        }

        if (value.Type != JTokenType.Integer)
        {
            throw DslToken.Unexpected("integer", value, $"{path}.{name}");
        }

        var number = (int)value;
        return name switch
        {
            "max_instances" when number != -1 && number < 1 =>
                throw DslToken.Fail($"{name} should be a positive value.", value, $"{path}.{name}"),
            "max_instances" => number,
            _ when number < 0 => throw DslToken.Fail($"{name} should be a non negative value.", value, $"{path}.{name}"),
            _ => number,
        };
    }

    private static int? Number(JToken value) => value.Type == JTokenType.Integer ? (int)value : null;

    private JObject ParseTypes(string section, string schemaName)
    {
        var result = new JObject();
        foreach (var type in DslToken.Map(_content, section, "").Properties())
        {
            var path = section + "." + type.Name;
            var definition = DslToken.AsMap(type.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, schemaName, "source");
            result[type.Name] = new JObject
            {
                [schemaName] = PropertySchema.ParseSimple(
                    DslToken.Map(definition, schemaName, path), path + "." + schemaName, _schema),
                ["source"] = DslToken.Required(definition, "source", path),
            };
        }

        return result;
    }

    private JObject PlanGroupPolicies(string group, JObject policies, string groupPath)
    {
        var result = new JObject();
        foreach (var policy in policies.Properties())
        {
            var path = groupPath + "." + policy.Name;
            var definition = DslToken.AsMap(policy.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "type", "properties", "triggers");
            var type = DslToken.Required(definition, "type", path);
            if (PolicyTypes[type] is not { } policyType)
            {
                throw DslToken.Fail(
                    $"Policy '{policy.Name}' of group '{group}' references a non existent policy type '{type}'",
                    definition["type"], path + ".type");
            }

            var triggers = new JObject();
            foreach (var trigger in DslToken.Map(definition, "triggers", path).Properties())
            {
                triggers[trigger.Name] = PlanTrigger(group, policy.Name, trigger, path + ".triggers." + trigger.Name);
            }

            result[policy.Name] = new JObject
            {
                ["type"] = type,
                ["properties"] = _schema.MergeProperties(
                    DslToken.Map(definition, "properties", path), (JObject)policyType["properties"]!, SchemaMessages.Policy,
                    $"group '{group}', policy '{policy.Name}'"),
                ["triggers"] = triggers,
            };
        }

        return result;
    }

    private JObject PlanTrigger(string group, string policy, JProperty trigger, string path)
    {
        var definition = DslToken.AsMap(trigger.Value, path) ?? [];
        DslToken.CheckKeys(definition, path, "type", "parameters");
        var type = DslToken.Required(definition, "type", path);
        if (PolicyTriggers[type] is not { } triggerType)
        {
            throw DslToken.Fail(
                $"Trigger '{trigger.Name}' of policy '{policy}' of group '{group}' references a non existent 'policy trigger '{type}'",
                definition["type"], path + ".type");
        }

        return new JObject
        {
            ["type"] = type,
            ["parameters"] = _schema.MergeProperties(
                DslToken.Map(definition, "parameters", path), (JObject)triggerType["parameters"]!, SchemaMessages.Policy,
                $"group '{group}', policy '{policy}' trigger '{trigger.Name}'"),
        };
    }

    private void CheckMembers(JObject scalingGroups)
    {
        var owners = new Dictionary<string, string>();
        foreach (var group in scalingGroups.Properties())
        {
            foreach (var member in group.Value["members"]!.Select(m => (string)m!))
            {
                if (owners.TryGetValue(member, out var other))
                {
                    throw Fail(
                        "Nodes and groups cannot be members in multiple groups, but member "
                        + $"'{member}' belongs to the following multiple groups: {PythonValue.Repr(new[] { other, group.Name })}");
                }

                owners[member] = group.Name;
            }
        }

        foreach (var start in owners.Keys)
        {
            var chain = new List<string> { start };
            for (var name = start; owners.TryGetValue(name, out var owner); name = owner)
            {
                if (chain.Contains(owner))
                {
                    throw Fail($"Illegal group cycles found: [{PythonValue.Repr(chain)}]");
                }

                chain.Add(owner);
            }
        }

        CheckContainment(scalingGroups);
    }

    /// <summary>Nodes that share a group are contained in a common node, or in each other, or in none at all.</summary>
    private void CheckContainment(JObject scalingGroups)
    {
        foreach (var group in scalingGroups.Properties())
        {
            var members = NodesIn(group.Name, scalingGroups).ToList();
            foreach (var a in members)
            {
                foreach (var b in members.Where(b => string.CompareOrdinal(a, b) < 0))
                {
                    List<string> aContainers = [.. Containers(a)], bContainers = [.. Containers(b)];
                    var isFine = (aContainers.Count == 0 && bContainers.Count == 0) || aContainers.Contains(b)
                        || bContainers.Contains(a) || aContainers.Intersect(bContainers).Any()
                        || aContainers.Concat(bContainers).Any(members.Contains);
                    if (!isFine)
                    {
                        throw Fail(
                            $"Node '{a}' and '{b}' belong to some shared group but they are not contained in any shared node, nor is "
                            + "any ancestor node of theirs.");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> NodesIn(string group, JObject scalingGroups) =>
        scalingGroups[group]?["members"]!.Select(m => (string)m!)
            .SelectMany(m => scalingGroups[m] is null ? [m] : NodesIn(m, scalingGroups)) ?? [];

    private IEnumerable<string> Containers(string node)
    {
        for (var container = Container(node); container is not null; container = Container(container))
        {
            yield return container;
        }
    }

    private string? Container(string node) => (string?)_nodes.FirstOrDefault(n => (string?)n["id"] == node)?["relationships"]!
        .FirstOrDefault(r => r["type_hierarchy"]!.Any(t => (string?)t == "cloudify.relationships.contained_in"))?["target_id"];

    /// <summary>What is contained in a member of the same group is multiplied with it and is no member itself.</summary>
    private void DropContainedMembers(JObject scalingGroups)
    {
        foreach (var group in scalingGroups.Properties())
        {
            var members = (JArray)group.Value["members"]!;
            var nodes = NodesIn(group.Name, scalingGroups).ToList();
            foreach (var member in members.ToList())
            {
                var inside = scalingGroups[(string)member!] is null
                    ? [(string)member!]
                    : NodesIn((string)member!, scalingGroups).ToList();
                var outside = nodes.Except(inside).ToList();
                if (inside.Count > 0 && inside.All(n => Containers(n).Any(outside.Contains)))
                {
                    member.Remove();
                }
            }
        }
    }

    private DslException Fail(string message) => DslToken.Fail(message, _content["policies"], "policies");
}
