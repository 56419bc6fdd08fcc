using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>A call of an intrinsic function: a map with the function's name and arguments, and optionally a type.</summary>
internal sealed class IntrinsicFunction
{
    /// <summary>Functions that are evaluated when a deployment is created; the others are evaluated when they are read.</summary>
    private static readonly string[] OfPlan =
    [
        "get_input", "get_property", "concat", "merge", "string_find", "string_replace", "string_split", "string_lower",
        "string_upper",
    ];

    private static readonly string[] OfRuntime =
    [
        "get_sys", "get_consumers", "get_attribute", "get_attributes_list", "get_attributes_dict", "get_secret",
        "get_capability", "get_group_capability", "get_label", "get_environment_capability",
    ];

    private IntrinsicFunction(string name, JToken arguments, string? returnType)
    {
        Name = name;
        Arguments = arguments;
        ReturnType = returnType;
    }

    public string Name { get; }

    public JToken Arguments { get; }

    public string? ReturnType { get; }

    public bool IsOfPlan => OfPlan.Contains(Name);

    public static IntrinsicFunction? Find(JToken? value)
    {
        if (value is not JObject { Count: 1 or 2 } map)
        {
            return null;
        }

        JProperty? call = null;
        foreach (var property in map.Properties())
        {
            if (property.Name == "type")
            {
                continue;
            }

            if (!OfPlan.Contains(property.Name) && !OfRuntime.Contains(property.Name))
            {
                return null;
            }

            call = property;
        }

        return call is null
            ? null
            : new IntrinsicFunction(call.Name, call.Value, map["type"] is JValue { Value: string t } ? t : null);
    }

    public static bool HasFunction(IEnumerable<JToken> arguments) => arguments.Any(a => Find(a) is not null);
}
