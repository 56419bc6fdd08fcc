using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the scaling policies and the scaling groups to which they apply.</summary>
internal static class PolicyPlanner
{
    private const string ScalingPolicy = "cloudify.policies.scaling";

    public static (JObject Policies, JObject ScalingGroups) Plan(JObject section, JObject groups)
    {
        JObject policies = [], scalingGroups = [];
        foreach (var policy in section.Properties())
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
                    $"Policy '{policy.Name}' has no targets groups defined for it. At least one target group is "
                    + "required.",
                    targets, path + ".targets");
            }

            var properties = ScalingProperties.Plan(
                DslToken.Map(definition, "properties", path), path + ".properties");
            foreach (var target in targets)
            {
                if (groups[PythonValue.Str(target)] is not { } group)
                {
                    throw DslToken.Fail(
                        $"'{PythonValue.Str(target)}' is not a valid policy target. Only groups are valid policy "
                        + "targets. "
                        + $"Defined groups are {PythonValue.Repr(groups)}.", target, path + ".targets");
                }

                scalingGroups[(string)target!] = new JObject
                {
                    ["members"] = group["members"]!.DeepClone(),
                    ["properties"] = properties.DeepClone(),
                };
            }

            policies[policy.Name] = new JObject
            {
                ["type"] = type,
                ["properties"] = properties,
                ["targets"] = targets.DeepClone(),
            };
        }

        return (policies, scalingGroups);
    }
}
