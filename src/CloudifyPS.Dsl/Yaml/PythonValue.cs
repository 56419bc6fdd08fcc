using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Formats values as Python does, for the messages of a manager.</summary>
internal static class PythonValue
{
    /// <summary>Formats a value as <c>str()</c>: a string is not quoted.</summary>
    public static string Str(JToken? value) => value is JValue { Value: string text } ? text : Repr(value);

    public static string Repr(JToken? value) => value switch
    {
        JObject map => "{" + string.Join(", ", map.Properties().Select(p => Quote(p.Name) + ": " + Repr(p.Value))) + "}",
        JArray list => "[" + string.Join(", ", list.Select(Repr)) + "]",
        JValue { Value: string text } => Quote(text),
        JValue { Value: bool flag } => flag ? "True" : "False",
        JValue { Value: double number } => Float(number),
        JValue { Value: not null } scalar => Convert.ToString(scalar.Value, CultureInfo.InvariantCulture)!,
        _ => "None",
    };

    public static string Repr(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Quote)) + "]";

    /// <summary>Gets the name of a value's type in Python.</summary>
    public static string TypeName(JToken? value) => value?.Type switch
    {
        JTokenType.Object => "dict",
        JTokenType.Array => "list",
        JTokenType.String => "str",
        JTokenType.Boolean => "bool",
        JTokenType.Integer => "int",
        JTokenType.Float => "float",
        _ => "NoneType",
    };

    /// <summary>Gets the name of a value's type in messages of the blueprint parser.</summary>
    public static string UserTypeName(JToken? value) => value?.Type switch
    {
        JTokenType.String => "string",
        JTokenType.Boolean => "boolean",
        JTokenType.Integer => "integer",
        _ => TypeName(value),
    };

    private static string Quote(string text)
    {
        var quote = text.IndexOf('\'') >= 0 && text.IndexOf('"') < 0 ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\\' => "\\\\",
                _ when c == quote => "\\" + c,
                _ => c.ToString(),
            });
        }

        return result.Append(quote).ToString();
    }

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return number == Math.Floor(number) && text.All(c => char.IsDigit(c) || c == '-') ? text + ".0" : text;
    }
}
