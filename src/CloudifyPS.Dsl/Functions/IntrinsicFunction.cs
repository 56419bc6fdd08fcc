using CloudifyPS.Dsl.Yaml;
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

    /// <summary>Checks the number and types of the arguments.</summary>
    /// <exception cref="DslException">The function does not accept the arguments.</exception>
    public void CheckArguments()
    {
        var list = Arguments as JArray;
        var text = PythonValue.Str(Arguments);
        switch (Name)
        {
            case "get_input" when Arguments.Type != JTokenType.String && Find(Arguments) is null && !IsPath(list, 1):
                throw new DslException(
                    "Illegal argument(s) passed to get_input function. Expected either a string, or a function, or a list "
                    + $"[input_name\\function [, key1\\index1\\function [,...]]] but got {text}");
            case "get_property" or "get_attribute" or "get_attributes_list" when !IsPath(list, 2):
                var kind = Name == "get_property" ? "property" : "attribute";
                throw new DslException(
                    $"Illegal arguments passed to {Name} function. Expected: [ node_name\\function, {kind}_name\\function [, "
                    + $"nested-{kind}-1\\function, ... ] but got: {text}.");
            case "get_sys" when !IsPath(list, 2):
                throw new DslException(
                    "Illegal argument(s) passed to get_sys function. Expected a 2-element list identifying an entity and its "
                    + $"requested property (e.g. [tenant, name] or [deployment, id]) but got {text}");
            case "concat" or "merge" when list is null:
                throw new DslException(
                    $"Illegal arguments passed to {Name} function. Expected: [arg1\\function1, arg2\\function2, ...]but "
                    + $"got: {text}.");
            case "get_capability" or "get_group_capability" when list is null:
                throw new DslException(
                    $"`{Name}` function argument should be a list. Instead it is a <class "
                    + $"'{PythonValue.TypeName(Arguments)}'> with the value: {text}.");
            case "get_capability" or "get_group_capability" when list.Count < 2:
                throw new DslException(
                    $"`{Name}` function argument should be a list with 2 elements at least - [ deployment ID, capability ID [, "
                    + $"key/index[, key/index [...]]] ]. Instead it is: [{string.Join(",", list.Select(PythonValue.Str))}]");
            case "get_secret"
                when Arguments.Type != JTokenType.String && Find(Arguments) is null && list is not { Count: > 1 }:
                throw new DslException(
                    "Unable to validate `get_secret` function argument should be a list with at least 2 elements, a string, "
                    + $"or a dict (a function). Instead it is a <class '{PythonValue.TypeName(Arguments)}'> with the value: "
                    + $"{text}. function");
            case "string_find" when list is not { Count: 2 }:
                throw Wrong("should be called with exactly two parameters");
            case "string_replace" when list is not { Count: 3 or 4 }:
                throw Wrong("should be called with three or four parameters");
            case "string_split" when list is not { Count: 2 or 3 }:
                throw Wrong("should be called with two or three parameters");
            case "string_lower" or "string_upper"
                when Arguments.Type != JTokenType.String && Arguments is not JObject { Count: 1 }:
                throw Wrong("should be called with exactly one parameter");
        }

        DslException Wrong(string message) => new($"Unable to validate {Name} function: {message}");
    }

    private static bool IsPath(JArray? list, int atLeast) => list is not null && list.Count >= atLeast
        && list.All(item => item.Type is JTokenType.String or JTokenType.Integer or JTokenType.Boolean || Find(item) is not null);
}
