using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Computes intrinsic functions whose arguments are values.</summary>
internal static class PureFunctions
{
    /// <summary>Gets an input, or a part of it.</summary>
    public static JToken GetInput(IntrinsicFunction function, JObject inputs, string path)
    {
        var arguments = function.Arguments as JArray ?? [function.Arguments.DeepClone()];
        var name = PythonValue.Str(arguments[0]);
        var value = inputs[name]
            ?? throw new DslException(DslError.Evaluation, $"get_input function references an unknown input '{name}'.");
        for (var i = 1; i < arguments.Count; i++)
        {
            var known = PathText(arguments.Take(i));
            value = (value, arguments[i]) switch
            {
                (JObject map, var key) => map[PythonValue.Str(key)]
                    ?? throw FunctionError.Create(
                        $"Input attribute '{PythonValue.Str(key)}' of '{known}', doesn't exist."),
                (JArray list, { Type: JTokenType.Integer } index) => At(list, index.ToInt())
                    ?? throw FunctionError.Create(
                        $"List size of '{known}' is {list.Count} but index {index} is retrieved."),
                (JArray, var index) => throw FunctionError.Create(
                    $"Item in index {i - 1} in the get_input arguments list "
                    + $"[{string.Join(", ", arguments.Select(PythonValue.Str))}] is expected to be an int but got "
                    + $"{PythonValue.TypeName(index)}."),
                (_, var key) => throw FunctionError.Create(
                    $"Unable to evaluate get_input function: Object {known} has no attribute {PythonValue.Str(key)}"),
            };
        }

        return function.ReturnType is not { } type
            || (PrimitiveTypes.Contains(type) && PrimitiveTypes.IsOfType(value, type))
            ? value
            : throw FunctionError.Create(
                $"Value '{PythonValue.Str(value)}' of input '{PythonValue.Str(function.Arguments)}' does not "
                + "match data type "
                + $"declared for '{path}': '{function.ReturnType}'.");
    }

    /// <summary>Gets a property by its path; null if it does not exist and is not required.</summary>
    /// <exception cref="DslException">The property does not exist.</exception>
    public static JToken? GetProperty(
        string node, JToken? properties, IReadOnlyList<JToken> propertyPath, string path, bool isRequired = true,
        string function = "get_property", Func<JToken, JToken>? evaluate = null)
    {
        var value = properties;
        foreach (var key in propertyPath)
        {
            if (IntrinsicFunction.Find(value) is not null)
            {
                value = new JArray(value!.DeepClone(), key.DeepClone());
                continue;
            }

            switch (value)
            {
                case JArray list when key.Type != JTokenType.Integer:
                    throw Error($"is expected {PythonValue.Str(key)} to be an int but it is a "
                    + $"{PythonValue.TypeName(key)}.");
                case JArray list:
                    value = At(list, key.ToInt());
                    if (value is null && isRequired)
                    {
                        throw Error($"index is out of range. Got {key} but list size is {list.Count}.");
                    }

                    break;
                default:
                    value = (value as JObject)?[PythonValue.Str(key)];
                    if (value is null && isRequired)
                    {
                        throw Error("doesn't exist.");
                    }

                    break;
            }

            if (value is null)
            {
                return null;
            }

            value = evaluate is null ? value : evaluate(value);
        }

        return value;

        DslException Error(string problem)
        {
            var name = $"{node}.properties.{string.Join(".", propertyPath.Select(PythonValue.Str))}";
            return FunctionError.Create(
                $"Unable to evaluate {function} function: Node template property '{name}' referenced from "
                + $"'{path}' {problem}");
        }
    }

    /// <summary>Computes <c>concat</c>, <c>merge</c> and the string functions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="budget">Limits the size of the result.</param>
    /// <param name="path">The place of the function, for errors.</param>
    /// <returns>Null if an argument is a function that has no value yet.</returns>
    public static JToken? Call(IntrinsicFunction function, EvaluationBudget budget, string path)
    {
        var arguments = function.Arguments as JArray ?? [function.Arguments.DeepClone()];
        if (arguments.FirstOrDefault(argument => IntrinsicFunction.Find(argument) is not null) is { } unresolved)
        {
            return function.Name is "concat" or "merge" ? null : throw FunctionError.Create(
                $"Unable to evaluate {function.Name} function: argument "
                + $"`{FunctionArguments.NameOf(function.Name, arguments.IndexOf(unresolved))}` should not be a "
                + $"function ({PythonValue.Str(unresolved)})");
        }

        switch (function.Name)
        {
            case "concat":
                return Concat(arguments, budget, path);
            case "merge":
                var merged = new JObject();
                foreach (var property in arguments.OfType<JObject>().SelectMany(map => map.Properties()))
                {
                    merged[property.Name] = property.Value.DeepClone();
                }

                return merged;
            case "string_find":
                return Text(0).IndexOf(Text(1), StringComparison.Ordinal);
            case "string_replace":
                var count = arguments.Count > 3 && !DslToken.IsNull(arguments[3]) ? Number(3) : -1;
                return Replace(Text(0), Text(1), Text(2), count, budget, path);
            case "string_split":
                var parts = new JArray(Split(Text(0), Text(1)));
                return arguments.Count < 3 || DslToken.IsNull(arguments[2])
                    ? parts
                    : At(parts, Number(2)) ?? throw FunctionError.Create("list index out of range");
            case "string_lower":
                return Text(0).ToLowerInvariant();
            default:
                return Text(0).ToUpperInvariant();
        }

        string Text(int index) => arguments[index] is JValue { Value: string text } ? text : throw Error(index, "str");

        int Number(int index) =>
            arguments[index].Type == JTokenType.Integer ? arguments[index].ToInt() : throw Error(index, "int");

        DslException Error(int index, string expected) => FunctionError.Create(
            $"Unable to evaluate {function.Name} function: "
            + FunctionArguments.TypeError(FunctionArguments.NameOf(function.Name, index), expected, arguments[index]));
    }

    /// <summary>
    /// Gets an item of a list; negative indices count from its end. Null if the index is out of range.
    /// </summary>
    public static JToken? At(JArray list, int index)
    {
        var place = index < 0 ? list.Count + index : index;
        return place >= 0 && place < list.Count ? list[place] : null;
    }

    /// <summary>Formats a path in Python's syntax: <c>a.b[0]</c>.</summary>
    public static string PathText(IEnumerable<JToken> path)
    {
        var text = "";
        foreach (var part in path)
        {
            text += text.Length == 0
                ? PythonValue.Str(part)
                : part.Type == JTokenType.Integer ? $"[{part}]" : "." + PythonValue.Str(part);
        }

        return text;
    }

    private static string Concat(JArray arguments, EvaluationBudget budget, string path)
    {
        var texts = arguments.Select(PythonValue.Str).ToList();
        budget.Reserve(texts.Sum(text => (long)text.Length), path);
        return string.Concat(texts);
    }

    private static string[] Split(string text, string separator) => separator.Length > 0
        ? text.Split([separator], StringSplitOptions.None)
        : throw FunctionError.Create("empty separator");

    /// <param name="text">The text.</param>
    /// <param name="needle">What to replace; an empty one is between all characters, as in Python.</param>
    /// <param name="replacement">The replacement.</param>
    /// <param name="count">The highest number of replacements; negative for all.</param>
    /// <param name="budget">Limits the size of the result.</param>
    /// <param name="path">The place of the function, for errors.</param>
    private static string Replace(
        string text, string needle, string replacement, int count, EvaluationBudget budget, string path)
    {
        var parts = needle.Length > 0
            ? text.Split([needle], count < 0 ? int.MaxValue : count + 1, StringSplitOptions.None)
            : text.Select(c => c.ToString()).Prepend("").Append("").ToArray();
        budget.Reserve(text.Length + ((parts.Length - 1L) * replacement.Length), path);
        return needle.Length > 0 || count < 0 || count >= parts.Length - 1
            ? string.Join(replacement, parts)
            : string.Join(replacement, parts.Take(count + 1)) + string.Concat(parts.Skip(count + 1));
    }
}
