using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Converts parameters of workflows to their declared types as the manager's language, Python, does.</summary>
internal static class ParameterType
{
    private static readonly Regex Integer =
        new(@"^\s*(?<number>[+-]?\d+(_\d+)*)\s*$", RegexOptions.CultureInvariant);

    /// <summary>Returns null when the value is not one of the type.</summary>
    /// <exception cref="InvalidOperationException">
    /// Python has no conversion from the value's own type, which the manager does not expect.
    /// </exception>
    public static JToken? Convert(JToken value, string? type, string? itemType = null) => type switch
    {
        "list" => ToList(value, itemType),
        "integer" => ToInteger(value),
        "float" => ToFloat(value),
        "boolean" => ToBoolean(value),
        "string" => value.Type == JTokenType.String ? value : null,
        _ => value,
    };

    private static JArray? ToList(JToken value, string? itemType)
    {
        var items = value switch
        {
            JArray array => array.ToList(),
            JObject map => map.Properties().Select(property => (JToken)property.Name).ToList(),
            JValue { Value: string text } => Characters(text).ToList(),
            _ => throw Unexpected(value, "list"),
        };
        var converted = items.Select(item => Convert(item, itemType)).ToList();
        return converted.Contains(null) ? null : new JArray(converted);
    }

    private static IEnumerable<JToken> Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            yield return text.Substring(i, length);
            i += length - 1;
        }
    }

    private static JToken? ToInteger(JToken value)
    {
        switch (value)
        {
            case { Type: JTokenType.Integer }:
                return value;
            case JValue { Value: bool flag }:
                return flag ? 1 : 0;
            case JValue { Value: double number } when !double.IsNaN(number) && !double.IsInfinity(number):
                return Math.Abs(number) < long.MaxValue ? (long)number : new JValue(new BigInteger(number));
            case JValue { Value: string text }:
                if (Integer.Match(text) is not { Success: true } match)
                {
                    return null;
                }

                var digits = match.Groups["number"].Value.Replace("_", "");
                return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small)
                    ? small
                    : new JValue(BigInteger.Parse(digits, CultureInfo.InvariantCulture));
            default:
                throw Unexpected(value, "integer");
        }
    }

    private static JToken? ToFloat(JToken value) => value switch
    {
        { Type: JTokenType.Integer or JTokenType.Float } => (double)value,
        JValue { Value: bool flag } => flag ? 1d : 0d,
        JValue { Value: string text } =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => throw Unexpected(value, "float"),
    };

    private static JToken? ToBoolean(JToken value) => value switch
    {
        { Type: JTokenType.Boolean } => value,
        JValue { Value: string text } =>
            string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) ? true
            : string.Equals(text, "false", StringComparison.OrdinalIgnoreCase) ? false
            : null,
        _ => throw Unexpected(value, "boolean"),
    };

    private static InvalidOperationException Unexpected(JToken value, string type) =>
        new($"A value of type {PythonValue.TypeName(value)} cannot be converted to {type}.");
}
