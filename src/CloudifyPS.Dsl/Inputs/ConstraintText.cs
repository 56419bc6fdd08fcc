using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>Words constraints of inputs.</summary>
internal static class ConstraintText
{
    /// <summary>Words a violated constraint, with the error message of the blueprint if it has one.</summary>
    public static string Describe(string input, JProperty constraint) =>
        $"'{input}' must {Phrase(constraint)}."
        + ((constraint.Parent as JObject)?.Text("error_message") is { Length: > 0 } message ? " " + message : "");

    /// <summary>Words a constraint, to follow the word <c>must</c>.</summary>
    public static string Phrase(JProperty constraint)
    {
        var arguments = constraint.Value;
        return constraint.Name switch
        {
            "equal" => $"be {Show(arguments)}",
            "greater_than" => $"be greater than {Show(arguments)}",
            "greater_or_equal" => $"be at least {Show(arguments)}",
            "less_than" => $"be less than {Show(arguments)}",
            "less_or_equal" => $"be at most {Show(arguments)}",
            "in_range" when arguments is JArray { Count: 2 } range => $"be from {Show(range[0])} to {Show(range[1])}",
            "valid_values" when arguments is JArray values => $"be one of: {string.Join(", ", values.Select(Show))}",
            "length" => $"have a length of {Show(arguments)}",
            "min_length" => $"have a length of at least {Show(arguments)}",
            "max_length" => $"have a length of at most {Show(arguments)}",
            "pattern" => $"match the pattern {Show(arguments)}",
            _ => $"meet the constraint {constraint.Name} {Show(arguments)}",
        };
    }

    private static string Show(JToken value) =>
        value is JContainer ? value.ToString(Formatting.None) : PythonValue.Str(value);
}
