using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>An input that is written as <c>name=value</c>; dots in the name lead to nested values.</summary>
/// <param name="Path">The names from the input to the nested value.</param>
/// <param name="Value">The value, which has the type that YAML 1.1 gives to the text.</param>
internal sealed record InputAssignment(IReadOnlyList<string> Path, JToken Value)
{
    private static readonly Regex Form = new(
        @"^\s*(?<name>[^=:/\\{}\[\]*?\r\n]+?)\s*=(?<value>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Reads an assignment; null if the text is none.</summary>
    public static InputAssignment? Find(string text)
    {
        var match = Form.Match(text);
        var path = match.Groups["name"].Value.Split('.');
        return match.Success && path.All(name => name.Trim().Length > 0)
            ? new InputAssignment(path, ValueOf(match.Groups["value"].Value))
            : null;
    }

    private static JToken ValueOf(string text)
    {
        var trimmed = text.Trim();
        var value = Parse(trimmed) ?? new JValue(text);
        value.AddAnnotation(new WrittenText(text));
        return value;
    }

    // Only brackets and quotes begin YAML. Everywhere else, characters such as # and : are a part of the text.
    private static JToken? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return text[0] is '{' or '[' or '"' or '\''
                ? DataFile.Read(text, "")
                : YamlTag.Resolve(text) is YamlTag.Null or YamlTag.Boolean or YamlTag.Integer or YamlTag.Float
                    ? YamlScalar.Create(YamlTag.Resolve(text), text)
                    : null;
        }
        catch (DslException)
        {
            return null;
        }
    }
}
