using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Parses and applies filter rules: conditions on the labels and attributes of a resource.</summary>
internal static class FilterRules
{
    /// <summary>The maximum number of comparisons of a request. A request that needs more fails.</summary>
    private const long MaxComparisons = 10_000_000;

    /// <summary>The maximum number of rules and values of a request.</summary>
    private const int MaxValues = 200_000;

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
        ["contains"] = (has, wished) => wished.Any(value => has.Contains(value)),
        ["not_contains"] = (has, wished) => wished.All(value => !has.Contains(value)),
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
        var given = rules as JArray ?? throw Refusal.BadParameters("Missing filter_rules in json request body");
        if (Comparisons(given) > MaxValues)
        {
            throw TooManyValues();
        }

        var result = new HashSet<JToken>(JToken.EqualityComparer);
        foreach (var rule in given)
        {
            if ((Problem(rule, plural, attributes) ?? ValueProblem((JObject)rule)) is { } problem)
            {
                throw new InvalidFilterRuleException(rule, problem);
            }

            var checkedRule = (JObject)rule.DeepClone();
            checkedRule["key"] = checkedRule.Text("key")!.ToLowerInvariant();
            result.Add(checkedRule);
        }

        return new JArray(result);
    }

    /// <summary>Gets whether a name meets the patterns of a constraint.</summary>
    public static bool FitsName(string name, IEnumerable<(string Operator, string Value)> patterns) =>
        patterns.All(pattern => AttributeOperators[pattern.Operator == "equals_to" ? "any_of" : pattern.Operator](
            name, [pattern.Value]));

    /// <summary>Selects the rows that meet all rules.</summary>
    /// <exception cref="InvalidOperationException">The rules have too many values for the number of rows.</exception>
    public static IEnumerable<JObject> Select(RequestContext call, IEnumerable<JObject> rows, JArray rules)
    {
        var predicates = rules.OfType<JObject>().Select(rule => Predicate(call, rule)).ToList();
        var comparisons = Comparisons(rules);
        var budget = MaxComparisons;
        foreach (var row in rows)
        {
            budget -= comparisons;
            if (budget < 0)
            {
                throw TooManyValues();
            }

            if (predicates.All(predicate => predicate(row)))
            {
                yield return row;
            }
        }
    }

    private static InvalidOperationException TooManyValues() => new("The filter rules have too many values.");

    /// <summary>Gets the number of values that are compared for each row.</summary>
    private static long Comparisons(JArray rules) =>
        rules.OfType<JObject>().Sum(rule => 1L + (rule["values"] as JArray)?.Count ?? 0);

    private static Func<JObject, bool> Predicate(RequestContext call, JObject rule)
    {
        var key = rule.Text("key")!;
        var wished = rule.Texts("values");
        if (rule.Text("type") == "label")
        {
            var fits = LabelOperators[rule.Text("operator")!];
            return row => fits(
                [.. row.Items("labels").Where(label => label.Text("key") == key).Select(label => label.Text("value")!)],
                wished);
        }

        var hasFit = AttributeOperators[rule.Text("operator")!];
        return row => hasFit(ResourceValue.Of(call, row, key) is JValue { Value: string text } ? text : "", wished);
    }

    private static string? ValueProblem(JObject rule)
    {
        try
        {
            foreach (var value in rule.Texts("values"))
            {
                if (rule.Text("type") == "label")
                {
                    LabelRules.Check(rule.Text("key")!, value);
                }
                else
                {
                    Arguments.Valid("attributes' filter rule value", value);
                }
            }

            return null;
        }
        catch (ManagerErrorException error)
        {
            return error.Message;
        }
    }

    private static string? Problem(JToken rule, string plural, IReadOnlyList<string> attributes)
    {
        if (rule is not JObject { Count: 4 } map || map["key"] is null || map["values"] is null
            || map["operator"] is null || map["type"] is null)
        {
            return rule is JObject
                ? "At least one of the entries in the filter rule is missing"
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
}
