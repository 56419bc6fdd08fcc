using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the groups of nodes, with their monitoring policies.</summary>
internal sealed class GroupPlanner(
    JObject section, ICollection<string> nodes, JObject policyTypes, JObject policyTriggers, PropertyValues values)
{
    public JObject Plan()
    {
        var result = new JObject();
        foreach (var group in section.Properties())
        {
            var path = "groups." + group.Name;
            var definition = DslToken.AsMap(group.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "members", "policies");
            if (nodes.Contains(group.Name))
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
                if (!nodes.Contains(name) && section[name] is null)
                {
                    throw DslToken.Fail(
                        $"Member '{name}' of group '{group.Name}' does not match any defined node", member,
                        path + ".members");
                }
            }

            result[group.Name] = new JObject
            {
                ["members"] = new JArray(members.Select(m => (string)m!).Distinct()),
                ["policies"] = PlanPolicies(
                    group.Name, DslToken.Map(definition, "policies", path), path + ".policies"),
            };
        }

        return result;
    }

    private JObject PlanPolicies(string group, JObject policies, string groupPath)
    {
        var result = new JObject();
        foreach (var policy in policies.Properties())
        {
            var path = groupPath + "." + policy.Name;
            var definition = DslToken.AsMap(policy.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "type", "properties", "triggers");
            var type = DslToken.Required(definition, "type", path);
            if (policyTypes[type] is not { } policyType)
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
                ["properties"] = values.Merge(
                    DslToken.Map(definition, "properties", path), (JObject)policyType["properties"]!,
                    SchemaMessages.Policy, $"group '{group}', policy '{policy.Name}'"),
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
        if (policyTriggers[type] is not { } triggerType)
        {
            throw DslToken.Fail(
                $"Trigger '{trigger.Name}' of policy '{policy}' of group '{group}' references a non existent 'policy "
                + $"trigger '{type}'", definition["type"], path + ".type");
        }

        return new JObject
        {
            ["type"] = type,
            ["parameters"] = values.Merge(
                DslToken.Map(definition, "parameters", path), (JObject)triggerType["parameters"]!, SchemaMessages.Policy,
                $"group '{group}', policy '{policy}' trigger '{trigger.Name}'"),
        };
    }
}
