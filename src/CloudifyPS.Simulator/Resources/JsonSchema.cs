using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// Validates by a part of JSON Schema: type, enum, minimum, maximum, required, properties and items.
/// </summary>
internal static class JsonSchema
{
    private static readonly string[] Types = ["array", "boolean", "integer", "null", "number", "object", "string"];

    /// <summary>Gets what is wrong with a schema; null when it is valid.</summary>
    public static string? SchemaProblem(JObject schema) =>
        schema.Text("type") is { } type && !Types.Contains(type)
            ? $"{PythonValue.Repr(type)} is not valid under any of the given schemas"
            : schema.Map("properties").Properties().Select(property => property.Value).OfType<JObject>()
                .Append(schema["items"] as JObject).OfType<JObject>()
                .Select(SchemaProblem).FirstOrDefault(problem => problem is not null);

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

        return value switch
        {
            JObject map => schema.Texts("required").Where(name => map[name] is null)
                .Select(name => $"{PythonValue.Repr(name)} is a required property")
                .Concat(schema.Map("properties").Properties()
                    .Where(property => map[property.Name] is not null && property.Value is JObject)
                    .Select(property => Problem(map[property.Name]!, (JObject)property.Value)))
                .FirstOrDefault(problem => problem is not null),
            JArray list when schema["items"] is JObject items =>
                list.Select(item => Problem(item, items)).FirstOrDefault(problem => problem is not null),
            { Type: JTokenType.Integer or JTokenType.Float } when
                schema["minimum"] is { } minimum && (double)value < (double)minimum =>
                $"{shown} is less than the minimum of {minimum}",
            { Type: JTokenType.Integer or JTokenType.Float } when
                schema["maximum"] is { } maximum && (double)value > (double)maximum =>
                $"{shown} is greater than the maximum of {maximum}",
            _ => null,
        };
    }

    private static bool Is(JToken value, string type) => type switch
    {
        "object" => value.Type == JTokenType.Object,
        "array" => value.Type == JTokenType.Array,
        "string" => value.Type == JTokenType.String,
        "boolean" => value.Type == JTokenType.Boolean,
        "integer" => value.Type == JTokenType.Integer,
        "null" => value.Type == JTokenType.Null,
        "number" => value.Type is JTokenType.Integer or JTokenType.Float,
        _ => true,
    };
}
