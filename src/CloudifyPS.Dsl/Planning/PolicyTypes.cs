using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses policy types or policy triggers.</summary>
internal static class PolicyTypes
{
    /// <param name="content">The blueprint.</param>
    /// <param name="section"><c>policy_types</c> or <c>policy_triggers</c>.</param>
    /// <param name="key">The key of what they declare: <c>properties</c> or <c>parameters</c>.</param>
    /// <param name="schema">Parses the declarations.</param>
    public static JObject Parse(JObject content, string section, string key, PropertySchema schema)
    {
        var result = new JObject();
        foreach (var type in DslToken.Map(content, section, "").Properties())
        {
            var path = section + "." + type.Name;
            var definition = DslToken.AsMap(type.Value, path) ?? [];
            DslToken.CheckKeys(definition, path, key, "source");
            result[type.Name] = new JObject
            {
                [key] = schema.ParseProperties(definition, key, path, $"{path}.{key}"),
                ["source"] = DslToken.Required(definition, "source", path),
            };
        }

        return result;
    }
}
