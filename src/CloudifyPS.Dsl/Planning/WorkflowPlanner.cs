using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the workflows.</summary>
internal static class WorkflowPlanner
{
    public static JObject Plan(JObject section, DslVersion version, PropertySchema schema, OperationPlanner operations)
    {
        var result = new JObject();
        foreach (var workflow in section.Properties())
        {
            var path = "workflows." + workflow.Name;
            result[workflow.Name] = operations.PlanWorkflow(
                workflow.Name, Parse(workflow, path, version, schema), workflow.Value, path);
        }

        return result;
    }

    private static JObject Parse(JProperty workflow, string path, DslVersion version, PropertySchema schema)
    {
        if (workflow.Value is JValue { Value: string mapping })
        {
            return new JObject { ["mapping"] = mapping, ["parameters"] = new JObject() };
        }

        var definition = DslToken.AsMap(workflow.Value, path) ?? throw DslToken.Fail(
            $"'{workflow.Name}' key is required but it is currently missing", workflow.Value, path);
        DslToken.CheckKeys(definition, path, "mapping", "parameters", "is_cascading", "availability_rules");
        var result = (JObject)definition.DeepClone();
        result["mapping"] = DslToken.Required(definition, "mapping", path);
        version.Require(4, definition["availability_rules"], "availability_rules", path + ".availability_rules");
        result["parameters"] = schema.ParseParameters(
            DslToken.Map(definition, "parameters", path), path + ".parameters");
        return result;
    }
}
