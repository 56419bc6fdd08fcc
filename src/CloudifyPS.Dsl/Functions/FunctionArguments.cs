using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Checks the arguments of intrinsic functions.</summary>
internal static class FunctionArguments
{
    private const string Expected = "function argument should be a list";

    /// <summary>Checks the number of arguments and the types that they must have before nested functions are evaluated.</summary>
    /// <exception cref="DslException">The function does not accept the arguments.</exception>
    public static void Check(IntrinsicFunction function)
    {
        var name = function.Name;
        var arguments = function.Arguments;
        var text = PythonValue.Str(arguments);
        switch (name)
        {
            case "get_input" when !IsTextOrFunction(arguments) && !IsPath(arguments, 1):
                throw new DslException(
                    $"Illegal argument(s) passed to {name} function. Expected either a string, or a function, or a list "
                    + $"[input_name\\function [, key1\\index1\\function [,...]]] but got {text}");
            case "get_property" or "get_attribute" or "get_attributes_list" when !IsPath(arguments, 2):
                var kind = name == "get_property" ? "property" : "attribute";
                throw new DslException(
                    $"Illegal arguments passed to {name} function. Expected: [ node_name\\function, {kind}_name\\function [, "
                    + $"nested-{kind}-1\\function, ... ] but got: {text}.");
            case "get_attributes_dict":
                CheckAttributes(arguments);
                break;
            case "get_sys" when !IsPath(arguments, 2):
                throw new DslException(
                    $"Illegal argument(s) passed to {name} function. Expected a 2-element list identifying an entity and its "
                    + $"requested property (e.g. [tenant, name] or [deployment, id]) but got {text}");
            case "get_consumers" when text is not ("ids" or "names" or "count"):
                throw new DslException(
                    $"Illegal argument passed to {name} function. Expected a property string (one of: ids, names, count), "
                    + $"but got {text}");
            case "concat" or "merge" when arguments is not JArray:
                throw new DslException(
                    $"Illegal arguments passed to {name} function. Expected: [arg1\\function1, arg2\\function2, ...]but "
                    + $"got: {text}.");
            case "get_capability" or "get_group_capability":
                CheckCapability(name, arguments);
                break;
            case "get_environment_capability":
                CheckEnvironmentCapability(name, arguments);
                break;
            case "get_secret" when !IsTextOrFunction(arguments) && arguments is not JArray { Count: > 1 }:
                throw new DslException(
                    $"Unable to validate `{name}` {Expected} with at least 2 elements, a string, or a dict (a function). "
                    + $"Instead it is a {Describe(arguments)} function");
            case "get_label":
                CheckLabel(arguments);
                break;
            case "string_find" when arguments is not JArray { Count: 2 }:
                throw Invalid(name, "should be called with exactly two parameters");
            case "string_replace" when arguments is not JArray { Count: 3 or 4 }:
                throw Invalid(name, "should be called with three or four parameters");
            case "string_split" when arguments is not JArray { Count: 2 or 3 }:
                throw Invalid(name, "should be called with two or three parameters");
            case "string_lower" or "string_upper"
                when arguments.Type != JTokenType.String && arguments is not JObject { Count: 1 }:
                throw Invalid(name, "should be called with exactly one parameter");
        }
    }

    /// <summary>Checks the types of arguments of the string functions; functions among them are not evaluated yet.</summary>
    /// <exception cref="DslException">The function does not accept the arguments.</exception>
    public static void CheckTypes(IntrinsicFunction function)
    {
        if (!function.Name.StartsWith("string_", StringComparison.Ordinal))
        {
            return;
        }

        var arguments = function.Arguments as JArray ?? [function.Arguments.DeepClone()];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = NameOf(function.Name, i);
            var isNumber = argument is "count" or "index";
            if (IntrinsicFunction.Find(arguments[i]) is null && !(isNumber && DslToken.IsNull(arguments[i]))
                && arguments[i].Type is var type
                && !(isNumber ? type is JTokenType.Integer or JTokenType.Boolean : type == JTokenType.String))
            {
                throw Invalid(function.Name, TypeError(argument, isNumber ? "int" : "str", arguments[i]));
            }
        }
    }

    public static string TypeError(string argument, string expected, JToken value) =>
        $"argument `{argument}` should be of type <class '{expected}'> but is <class '{PythonValue.TypeName(value)}'> "
        + $"({PythonValue.Str(value)})";

    /// <summary>Gets the name of an argument of a string function.</summary>
    public static string NameOf(string function, int index) => (function, index) switch
    {
        ("string_find" or "string_replace", 0) => "haystack",
        ("string_find" or "string_replace", 1) => "needle",
        ("string_replace", 2) => "replacement",
        ("string_replace", _) => "count",
        ("string_split", 1) => "separator",
        ("string_split", 2) => "index",
        _ => "input",
    };

    private static void CheckCapability(string name, JToken arguments)
    {
        if (arguments is not JArray list)
        {
            throw new DslException($"`{name}` {Expected}. Instead it is a {Describe(arguments)}");
        }

        if (list.Count < 2)
        {
            var owner = name == "get_capability" ? "deployment" : "group";
            throw new DslException(
                $"`{name}` {Expected} with 2 elements at least - [ {owner} ID, capability ID [, "
                + $"key/index[, key/index [...]]] ]. Instead it is: [{string.Join(",", list.Select(PythonValue.Str))}]");
        }

        CheckSimple(name, list, allowsList: name == "get_group_capability");
    }

    private static void CheckEnvironmentCapability(string name, JToken arguments)
    {
        switch (arguments)
        {
            case JArray { Count: > 1 } list:
                CheckSimple(name, list);
                break;
            case JArray:
                throw Invalid(
                    $"`{name}`",
                    $"`{name}` function arguments can't be list with only one item; only string or list with more than one "
                    + $"item are accepted. Instead, it is a {Describe(arguments)}");
            case { Type: not JTokenType.String }:
                throw Invalid(
                    $"`{name}`",
                    $"`{name}` function argument should be a string or list with more than one item are accepted. Instead, "
                    + $"it is a {Describe(arguments)}");
        }
    }

    private static void CheckSimple(string name, JArray arguments, bool allowsList = false)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!IsSimple(arguments[i]) && !(allowsList && i == 1 && arguments[i] is JArray))
            {
                throw new DslException(
                    $"`{name}` function arguments can't be complex values; only strings/ints/functions are accepted. "
                    + $"Instead, the item with index {i} is {PythonValue.Str(arguments[i])} of type <class "
                    + $"'{PythonValue.TypeName(arguments[i])}'>");
            }
        }
    }

    private static void CheckLabel(JToken arguments)
    {
        const string Name = "`get_label`";
        if (arguments is JArray { Count: 2 } pair)
        {
            if (!IsTextOrFunction(pair[0]))
            {
                throw Invalid(
                    Name, $"the <label-key> should be a string or a dict (a function). Instead, it is a {Describe(pair[0])}");
            }

            if (pair[1] is JValue { Value: string index } ? !index.All(char.IsDigit) || index.Length == 0
                : pair[1].Type is not (JTokenType.Integer or JTokenType.Boolean))
            {
                throw Invalid(
                    Name,
                    "the <label-values list index> should be a number (in string or int form). Instead, it is a "
                    + Describe(pair[1]));
            }
        }
        else if (!IsTextOrFunction(arguments))
        {
            throw Invalid(
                Name,
                $"`get_label` {Expected} of 2 elements ([<label-key>, <label-values list index>]), a string (<label-key>), "
                + $"or a dict (a function). Instead, it is a {Describe(arguments)}");
        }
    }

    private static void CheckAttributes(JToken arguments)
    {
        var paths = (arguments as JArray ?? []).Skip(1).Select(path => path as JArray ?? [path.DeepClone()]).ToList();
        if (arguments is not JArray { Count: > 0 } list || !IsSimple(list[0])
            || paths.Any(path => path.Count == 0 || !path.All(IsSimple)))
        {
            throw new DslException(
                "Illegal arguments passed to get_attributes_dict function. Expected: [ node_name\\function, list of "
                + "attribute_name\\function or [attribute_name\\function, nested-attribute-1\\function], ... ] but got: "
                + $"{PythonValue.Str(arguments)}.");
        }

        var duplicates = paths.Select(path => string.Join(".", path.Select(PythonValue.Str))).GroupBy(path => path)
            .Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        if (duplicates.Count > 0)
        {
            throw FunctionError.Create(
                "Unable to evaluate One or more duplicated or ambiguous attribute paths found: "
                + $"{string.Join(", ", duplicates)} function");
        }
    }

    private static string Describe(JToken value) =>
        $"<class '{PythonValue.TypeName(value)}'> with the value: {PythonValue.Str(value)}.";

    private static bool IsTextOrFunction(JToken value) =>
        value.Type == JTokenType.String || IntrinsicFunction.Find(value) is not null;

    private static bool IsSimple(JToken value) =>
        value.Type is JTokenType.Integer or JTokenType.Boolean || IsTextOrFunction(value);

    private static bool IsPath(JToken value, int atLeast) =>
        value is JArray list && list.Count >= atLeast && list.All(IsSimple);

    private static DslException Invalid(string name, string message) =>
        new($"Unable to validate {name} function: {message}");
}
