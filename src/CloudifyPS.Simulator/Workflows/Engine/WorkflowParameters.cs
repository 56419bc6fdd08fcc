using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Validates the parameters of an execution.</summary>
internal static class WorkflowParameters
{
    private const string ErrorCode = "illegal_execution_parameters_error";
    private const string InstanceType = "node_instance";

    /// <summary>Returns the parameters of the request, completed by the defaults of the workflow.</summary>
    /// <param name="workflow">The declaration of the workflow in the deployment.</param>
    /// <param name="given">The parameters of the request.</param>
    /// <param name="allowCustom">Whether undeclared parameters are accepted.</param>
    /// <param name="instanceExists">Tests whether the deployment has a node instance.</param>
    /// <exception cref="ManagerErrorException">
    /// 400 illegal_execution_parameters_error: a parameter is undeclared, missing or of a wrong type, or names a node
    /// instance that does not exist.
    /// </exception>
    public static JObject Merge(
        JObject workflow, JObject? given, bool allowCustom, Func<string, bool> instanceExists)
    {
        var name = workflow.Text("name");
        var declared = workflow.Map("parameters");
        var merged = (JObject?)given?.DeepClone() ?? [];
        var unknown = merged.Properties().Select(p => p.Name).Where(p => !declared.ContainsKey(p)).ToList();
        if (unknown.Count > 0 && !allowCustom)
        {
            throw Error(
                $"Workflow \"{name}\" does not have the following parameters declared: {string.Join(",", unknown)}. "
                + "Remove these parameters or use the flag for allowing custom parameters");
        }

        var declarations = declared.Properties().Where(p => p.Value is JObject)
            .ToDictionary(p => p.Name, p => (JObject)p.Value, StringComparer.Ordinal);
        foreach (var pair in declarations.Where(pair => !merged.ContainsKey(pair.Key)))
        {
            if (pair.Value["default"] is { } value)
            {
                merged[pair.Key] = value.DeepClone();
            }
        }

        List<string> wrong = [];
        foreach (var pair in declarations)
        {
            if (merged[pair.Key] is { } value && pair.Value.Text("type") is { } type)
            {
                var itemType = pair.Value.Text("item_type");
                if (Convert(value, type, itemType) is { } converted)
                {
                    merged[pair.Key] = converted;
                }
                else
                {
                    var typeName = itemType is null ? type : $"{type} of {itemType}s";
                    wrong.Add($"Parameter \"{pair.Key}\" must be of type {typeName}");
                }
            }
        }

        if (wrong.Count > 0)
        {
            throw Error(string.Join("\n", wrong));
        }

        var missing = declarations
            .Where(pair => pair.Value["required"] is not JValue { Value: false } && !merged.ContainsKey(pair.Key))
            .Select(pair => pair.Key).ToList();
        if (missing.Count > 0)
        {
            throw Error(
                $"Workflow \"{name}\" must be provided with the following parameters to execute: "
                + string.Join(",", missing));
        }

        foreach (var pair in declarations.Where(pair => pair.Value.Text("type") == InstanceType))
        {
            if (merged.Text(pair.Key) is { } instance && !instanceExists(instance))
            {
                throw Error(
                    $"Parameter \"{pair.Key}\" does not meet its constraints: Value '{instance}' of '{pair.Key}' is "
                    + $"not a valid value for data type '{InstanceType}'.");
            }
        }

        return merged;
    }

    private static ManagerErrorException Error(string message) => new(400, ErrorCode, message);

    /// <summary>Returns null when the value cannot be converted to the type.</summary>
    private static JToken? Convert(JToken value, string type, string? itemType)
    {
        // Functions are evaluated when the execution runs.
        if (value is JObject { Count: 1 } function
            && function.Properties().First().Name.StartsWith("get_", StringComparison.Ordinal))
        {
            return value;
        }

        var text = value.Type == JTokenType.String ? (string)value! : null;
        switch (type)
        {
            case "list":
                if (value is not JArray items)
                {
                    return null;
                }

                var converted = items.Select(item => itemType is null ? item : Convert(item, itemType, null)).ToList();
                return converted.Contains(null) ? null : new JArray(converted);
            case "integer":
                return value.Type switch
                {
                    JTokenType.Integer => value,
                    JTokenType.Float => (long)(double)value,
                    _ => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : null,
                };
            case "float":
                return value.Type is JTokenType.Integer or JTokenType.Float ? (double)value
                    : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
                    : null;
            case "boolean":
                return value.Type == JTokenType.Boolean ? value : bool.TryParse(text, out var flag) ? flag : null;
            case "string":
                return text is null ? null : value;
            default:
                return value;
        }
    }
}
