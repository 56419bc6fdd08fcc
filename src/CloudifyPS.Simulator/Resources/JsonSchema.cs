using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// Validates by the part of JSON Schema that configuration and secrets use: type, enum, minimum, maximum.
/// </summary>
internal static class JsonSchema
{
    /// <summary>Gets the error message of the manager's validation library; null when the value is valid.</summary>
    public static string? Problem(JToken value, JObject schema)
    {
        var shown = PythonValue.Repr(value);
        if (schema.Text("type") is { } type && !Is(value, type))
        {
            return $"{shown} is not of type '{type}'";
        }

        if (schema["enum"] is JArray allowed && !allowed.Any(item => JToken.DeepEquals(item, value)))
        {
            return $"{shown} is not one of {PythonValue.Repr(allowed)}";
        }

        return value.Type is not (JTokenType.Integer or JTokenType.Float) ? null
            : schema["minimum"] is { } minimum && (double)value < (double)minimum
                ? $"{shown} is less than the minimum of {minimum}"
            : schema["maximum"] is { } maximum && (double)value > (double)maximum
                ? $"{shown} is greater than the maximum of {maximum}"
            : null;
    }

    private static bool Is(JToken value, string type) => type switch
    {
        "object" => value.Type == JTokenType.Object,
        "array" => value.Type == JTokenType.Array,
        "string" => value.Type == JTokenType.String,
        "boolean" => value.Type == JTokenType.Boolean,
        "integer" => value.Type == JTokenType.Integer,
        "number" => value.Type is JTokenType.Integer or JTokenType.Float,
        _ => true,
    };
}
