using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>
/// Writes a YAML file with the inputs of a blueprint. Every input is a comment, so that the file without a change is
/// the same as no inputs: a required input that is left out is then an error, and not a null.
/// </summary>
internal static class InputTemplate
{
    private static readonly Regex Plain =
        new("^[A-Za-z0-9_./-]([A-Za-z0-9_./ -]*[A-Za-z0-9_./-])?$", RegexOptions.CultureInvariant);

    /// <summary>Writes the file.</summary>
    /// <param name="plan">The plan of the blueprint.</param>
    /// <param name="blueprint">The name of the blueprint.</param>
    public static string Write(JObject plan, string blueprint)
    {
        var inputs = (plan["inputs"] as JObject ?? []).Properties()
            .Where(input => input.Value["hidden"] is not JValue { Value: true })
            .ToLookup(input => IsRequired((JObject)input.Value));
        var text = new StringBuilder();
        Comment(text, $"Inputs of the blueprint '{blueprint}'. Remove the # before an input to set it.");
        Section(text, "Required inputs", inputs[true]);
        Section(text, "Optional inputs, with their default values", inputs[false]);
        return text.ToString();
    }

    private static bool IsRequired(JObject definition) =>
        DslToken.IsNull(definition["default"]) && definition["required"] is not JValue { Value: false };

    private static void Section(StringBuilder text, string title, IEnumerable<JProperty> inputs)
    {
        foreach (var (input, index) in inputs.Select((input, index) => (input, index)))
        {
            text.Append('\n');
            if (index == 0)
            {
                Comment(text, $"---- {title} ----");
                text.Append('\n');
            }

            Describe(text, (JObject)input.Value);
            var value = new StringBuilder();
            WriteProperty(value, input.Name, input.Value["default"], "");
            foreach (var line in value.ToString().TrimEnd('\n').Split('\n'))
            {
                text.Append('#').Append(line).Append('\n');
            }
        }
    }

    private static void Describe(StringBuilder text, JObject definition)
    {
        foreach (var line in new[] { definition.Text("display_label"), definition.Text("description") })
        {
            if (line is { Length: > 0 })
            {
                Comment(text, line);
            }
        }

        var facts = new List<string>();
        if (definition.Text("type") is { } type)
        {
            facts.Add(definition.Text("item_type") is { } itemType ? $"Type: {type} of {itemType}." : $"Type: {type}.");
        }

        facts.AddRange(definition.Items("constraints")
            .Select(constraint => constraint.Properties().LastOrDefault(one => one.Name != "error_message"))
            .OfType<JProperty>()
            .Select(constraint => $"Must {ConstraintText.Phrase(constraint)}."));
        if (facts.Count > 0)
        {
            Comment(text, string.Join(" ", facts));
        }
    }

    private static void Comment(StringBuilder text, string lines)
    {
        foreach (var line in lines.Trim().Split('\n'))
        {
            text.Append("# ").Append(line.Trim()).Append('\n');
        }
    }

    private static void WriteProperty(StringBuilder text, string name, JToken? value, string indent)
    {
        text.Append(indent).Append(Scalar(new JValue(name))).Append(':');
        switch (value)
        {
            case JObject { Count: > 0 } map:
                text.Append('\n');
                foreach (var property in map.Properties())
                {
                    WriteProperty(text, property.Name, property.Value, indent + "  ");
                }

                break;
            case JArray { Count: > 0 } list when list.All(item => item is JValue):
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append(indent).Append("  - ").Append(Scalar(item)).Append('\n');
                }

                break;
            case null or JValue { Value: null }:
                text.Append('\n');
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    // JSON is YAML, too.
    private static string Scalar(JToken value) => value is JValue { Value: string text }
        && Plain.IsMatch(text) && YamlTag.Resolve(text) == YamlTag.String
            ? text
            : value.ToString(Formatting.None);
}
