using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the outputs or the capabilities of a blueprint.</summary>
internal static class OutputPlanner
{
    public static JObject Plan(JObject content, string section)
    {
        var result = new JObject();
        foreach (var entry in DslToken.Map(content, section, "").Properties())
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
}
