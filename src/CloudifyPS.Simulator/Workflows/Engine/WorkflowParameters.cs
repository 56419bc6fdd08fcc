using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Completes and validates the parameters of an execution.</summary>
internal static class WorkflowParameters
{
    /// <summary>
    /// Types whose values name objects of the manager. Items of a list of these types are not looked up.
    /// </summary>
    private static readonly string[] ObjectTypes =
    [
        "blueprint_id", "deployment_id", "capability_value", "scaling_group", "node_id", "node_type", "node_instance",
        "secret_key", "operation_name",
    ];

    /// <summary>Returns the parameters of the request, completed by the defaults of the workflow.</summary>
    /// <param name="workflow">The declaration of the workflow in the deployment.</param>
    /// <param name="given">The parameters of the request.</param>
    /// <param name="allowCustom">Whether undeclared parameters are accepted.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="store">Evaluates functions and finds the objects that parameters name.</param>
    /// <exception cref="ManagerErrorException">
    /// 400 illegal_execution_parameters_error: a parameter is undeclared, of a wrong type, violates its constraints,
    /// or is missing. They are checked in this order.
    /// </exception>
    public static JObject Merge(
        JObject workflow, JObject? given, bool allowCustom, JObject deployment, IWorkflowStore store)
    {
        var declared = workflow.Map("parameters");
        var merged = (JObject?)given?.DeepClone() ?? [];
        CheckNames(workflow, declared, merged, allowCustom);
        foreach (var parameter in declared.Properties().Where(parameter => !merged.ContainsKey(parameter.Name)))
        {
            if ((parameter.Value as JObject)?["default"] is { } value)
            {
                merged[parameter.Name] = value.DeepClone();
            }
        }

        foreach (var parameter in merged.Properties().Where(parameter => parameter.Value is JContainer).ToList())
        {
            parameter.Value = store.Evaluate(deployment, parameter.Value, null, null, null);
        }

        var declarations = declared.Properties().Where(parameter => parameter.Value is JObject)
            .ToDictionary(parameter => parameter.Name, parameter => (JObject)parameter.Value, StringComparer.Ordinal);
        Convert(declarations, merged);
        CheckConstraints(declarations, merged, (type, value) => store.HasObject(deployment, type, value));
        var missing = declarations
            .Where(pair => pair.Value["required"] is not JValue { Value: false } && !merged.ContainsKey(pair.Key))
            .Select(pair => pair.Key).ToList();
        return missing.Count == 0
            ? merged
            : throw Error(
                $"Workflow \"{workflow.Text("name")}\" must be provided with the following parameters to execute: "
                + string.Join(",", missing));
    }

    private static void CheckNames(JObject workflow, JObject declared, JObject given, bool allowCustom)
    {
        var unknown = given.Properties().Select(p => p.Name).Where(name => !declared.ContainsKey(name)).ToList();
        if (unknown.Count > 0 && !allowCustom)
        {
            throw Error(
                $"Workflow \"{workflow.Text("name")}\" does not have the following parameters declared: "
                + $"{string.Join(",", unknown)}. Remove these parameters or use the flag for allowing custom "
                + "parameters");
        }
    }

    private static void Convert(Dictionary<string, JObject> declarations, JObject merged)
    {
        List<string> wrong = [];
        foreach (var pair in declarations)
        {
            if (merged[pair.Key] is not { } value || pair.Value.Text("type") is not { } type)
            {
                continue;
            }

            var itemType = pair.Value.Text("item_type");
            if (ParameterType.Convert(value, type, itemType) is { } converted)
            {
                merged[pair.Key] = converted;
            }
            else
            {
                var typeName = itemType is null ? type : $"{type} of {itemType}s";
                wrong.Add($"Parameter \"{pair.Key}\" must be of type {typeName}");
            }
        }

        if (wrong.Count > 0)
        {
            throw Error(string.Join("\n", wrong));
        }
    }

    private static void CheckConstraints(
        Dictionary<string, JObject> declarations, JObject merged, Func<string, JToken, bool> hasObject)
    {
        List<string> violations = [];
        foreach (var pair in declarations.Where(pair => merged.ContainsKey(pair.Key)))
        {
            var (name, value) = (pair.Key, merged[pair.Key]!);
            var type = pair.Value.Text("type");
            if (ObjectTypes.Contains(type) && !hasObject(type!, value))
            {
                violations.Add(
                    $"Parameter \"{name}\" does not meet its constraints: Value '{PythonValue.Str(value)}' of "
                    + $"'{name}' is not a valid value for data type '{type}'.");
            }
            else if (pair.Value["constraints"] is JArray { Count: > 0 })
            {
                try
                {
                    InputConstraint.Validate(name, pair.Value, value);
                }
                catch (DslException exception)
                {
                    violations.Add($"Parameter \"{name}\" does not meet its constraints: {exception.Message}");
                }
            }
        }

        if (violations.Count > 0)
        {
            throw Error(string.Join("\n", violations));
        }
    }

    private static ManagerErrorException Error(string message) =>
        new(400, "illegal_execution_parameters_error", message);
}
