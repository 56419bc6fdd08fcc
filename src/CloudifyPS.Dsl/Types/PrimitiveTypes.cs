using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Types;

/// <summary>The types that exist without a declaration in a blueprint.</summary>
internal static class PrimitiveTypes
{
    private const string OperationName = "operation_name";

    private static readonly HashSet<string> ObjectIds =
    [
        "blueprint_id", "deployment_id", "capability_value", "scaling_group", "node_id", "node_type", "node_instance",
        "secret_key", OperationName,
    ];

    private static readonly HashSet<string> Names =
        ["string", "integer", "float", "boolean", "list", "dict", "regex", "textarea", .. ObjectIds];

    public static bool Contains(string type) => Names.Contains(type);

    /// <summary>Tests whether a value names an object that only the manager knows.</summary>
    public static bool IsOfManager(string? type) => type is not null && ObjectIds.Contains(type);

    /// <summary>Tests whether every text is a value of a type as it is.</summary>
    public static bool IsText(string? type) => type is "string" or "textarea" or "regex" || IsOfManager(type);

    /// <summary>Gets the minor DSL version that introduced a type.</summary>
    public static int MinimumVersion(string type) =>
        !ObjectIds.Contains(type) ? 0 : type == OperationName ? 5 : 4;

    /// <summary>Tests whether a value belongs to a primitive type.</summary>
    public static bool IsOfType(JToken value, string type) => type switch
    {
        "integer" => value.Type == JTokenType.Integer,
        "float" => value.Type is JTokenType.Integer or JTokenType.Float,
        "boolean" => value.Type == JTokenType.Boolean,
        "list" => value is JArray,
        "dict" => value is JObject,
        "regex" => value is JValue { Value: string pattern } && PythonRegex.IsValid(pattern),
        _ => true,
    };
}
