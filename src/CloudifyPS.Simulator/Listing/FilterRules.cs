using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Parses and applies filter rules: conditions on the labels and attributes of a resource.</summary>
internal static class FilterRules
{
    private static readonly string[] Types = ["label", "attribute"];

    /// <summary>The operators of label rules: they compare the values of the label with those of the rule.</summary>
    private static readonly Dictionary<string, Func<List<string>, IReadOnlyList<string>, bool>> LabelOperators = new()
    {
        ["any_of"] = (has, wished) => has.Intersect(wished).Any(),
        ["not_any_of"] = (has, wished) => has.Count > 0 && !has.Intersect(wished).Any(),
        ["is_null"] = (has, _) => has.Count == 0,
        ["is_not_null"] = (has, _) => has.Count > 0,
        ["is_not"] = (has, wished) => !has.Intersect(wished).Any(),
    };

    /// <summary>The operators of attribute rules.</summary>
    private static readonly Dictionary<string, Func<string, IReadOnlyList<string>, bool>> AttributeOperators = new()
    {
        ["any_of"] = (has, wished) => wished.Contains(has),
        ["not_any_of"] = (has, wished) => !wished.Contains(has),
        ["contains"] = (has, wished) => wished.Any(value => IndexOf(has, value) >= 0),
        ["not_contains"] = (has, wished) => wished.All(value => IndexOf(has, value) < 0),
        ["starts_with"] = (has, wished) =>
            wished.Any(value => has.StartsWith(value, StringComparison.OrdinalIgnoreCase)),
        ["ends_with"] = (has, wished) => wished.Any(value => has.EndsWith(value, StringComparison.OrdinalIgnoreCase)),
        ["is_not_empty"] = (has, _) => has.Length > 0,
    };

    /// <summary>Parses the rules of a request.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="plural">The plural name of the filtered resource.</param>
    /// <param name="attributes">The attributes that rules can use.</param>
    public static JArray Parse(JToken? rules, string plural, IReadOnlyList<string> attributes)
    {
        var result = new JArray();
        foreach (var rule in rules as JArray
            ?? throw Refusal.BadParameters("Missing filter_rules in json request body"))
        {
            if (Problem(rule, plural, attributes) is { } problem)
            {
                throw new InvalidFilterRuleException(rule, problem);
            }

            var checkedRule = (JObject)rule.DeepClone();
            checkedRule["key"] = checkedRule.Text("key")!.ToLowerInvariant();
            if (!result.Any(other => JToken.DeepEquals(other, checkedRule)))
            {
                result.Add(checkedRule);
            }
        }

        return result;
    }

    /// <summary>Gets whether a row meets all rules.</summary>
    public static bool Fit(RequestContext call, JObject row, JArray rules) => rules.OfType<JObject>().All(rule =>
    {
        var key = rule.Text("key")!;
        var wished = rule.Texts("values");
        return rule.Text("type") == "label"
            ? LabelOperators[rule.Text("operator")!](
                [.. row.Items("labels").Where(label => label.Text("key") == key).Select(label => label.Text("value")!)],
                wished)
            : AttributeOperators[rule.Text("operator")!](
                ResourceValue.Of(call, row, key) is JValue { Value: string text } ? text : "", wished);
    });

    private static string? Problem(JToken rule, string plural, IReadOnlyList<string> attributes)
    {
        if (rule is not JObject { Count: 4 } map || map["key"] is null || map["values"] is null
            || map["operator"] is null || map["type"] is null)
        {
            return rule is JObject
                ? "At least one of the entries in the filter rule is missing or unknown. Allowed entries are: key, "
                    + "values, operator, type"
                : "The filter rule is not a dictionary";
        }

        var @operator = map.Text("operator") ?? "";
        return map.Text("key") is not { } key ? "The filter rule key must be a string"
            : map["values"] is not JArray values ? "The filter rule values must be a list"
            : map.Text("type") switch
            {
                "label" when !LabelOperators.ContainsKey(@operator) =>
                    $"The operator for filtering by labels must be one of {string.Join(", ", LabelOperators.Keys)}",
                "label" when @operator is "is_null" or "is_not_null" => values.Count == 0
                    ? null
                    : "Values list must be empty if the operator is one of is_null, is_not_null",
                "label" => values.Count > 0
                    ? null
                    : "Values list must include at least one item if the operator is one of any_of, not_any_of, is_not",
                "attribute" when !AttributeOperators.ContainsKey(@operator) =>
                    "The operator for filtering by attributes must be one of "
                        + string.Join(", ", AttributeOperators.Keys),
                "attribute" when @operator == "is_not_empty" && values.Count > 0 =>
                    "Values list must be empty if the operator is is_not_empty",
                "attribute" => attributes.Contains(key)
                    ? null
                    : $"Allowed attributes to filter {plural} by are {string.Join(", ", attributes)}",
                _ => $"Filter rule type must be one of {string.Join(", ", Types)}",
            };
    }

    private static int IndexOf(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
}
