using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Checks the labels of a blueprint and of its deployments.</summary>
internal static class LabelPlanner
{
    public static JObject OfDeployments(JObject content) => Plan(content, "labels", (value, key) => value switch
    {
        JObject map when map["get_attribute"] is not null =>
            "The label's value cannot be a runtime property. Please remove the `get_attribute` function from the values "
            + $"of {key}",
        JObject or { Type: JTokenType.String } => null,
        _ => $"The label's value must be a string or an intrinsic function. Please modify the values of {key}",
    });

    public static JObject OfBlueprint(JObject content) => Plan(
        content, "blueprint_labels", (value, key) => value.Type == JTokenType.String
            ? null
            : $"The blueprint label's value must be a string. Please modify the values of {key}");

    private static JObject Plan(JObject content, string name, Func<JToken, string, string?> check)
    {
        var section = DslToken.Map(content, name, "");
        foreach (var entry in section.Properties())
        {
            var path = name + "." + entry.Name;
            var definition = DslToken.AsMap(entry.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, "values");
            DslToken.RequiredToken(definition, "values", path);
            foreach (var value in DslToken.AsList(definition["values"], path + ".values")!)
            {
                if (check(value, entry.Name) is { } message)
                {
                    throw DslToken.Fail(message, entry.Value, path);
                }
            }
        }

        return (JObject)section.DeepClone();
    }
}
