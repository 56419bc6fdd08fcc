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
        JObject map =>
            "{" + string.Join(", ", map.Properties().Select(p => Quote(p.Name) + ": " + Repr(p.Value))) + "}",
        JArray list => "[" + string.Join(", ", list.Select(Repr)) + "]",
        JValue { Value: string text } => Quote(text),
        JValue { Value: bool flag } => flag ? "True" : "False",
        JValue { Value: double number } => Float(number),
        JValue { Value: not null } scalar => Convert.ToString(scalar.Value, CultureInfo.InvariantCulture)!,
        _ => "None",
    };

    public static string Repr(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Quote)) + "]";

    public static string Repr(char character) => Quote(character.ToString());

    /// <summary>
    /// Gets the value by which Python compares the keys of a dict. Numbers and Booleans are compared by value.
    /// </summary>
    public static (JTokenType Kind, string Text) KeyIdentity(JToken key) => key switch
    {
        JValue { Value: bool flag } => (JTokenType.Integer, flag ? "1" : "0"),
        JValue { Value: double number } when number == Math.Floor(number) && Math.Abs(number) < 1e15 =>
            (JTokenType.Integer, ((long)number).ToString(CultureInfo.InvariantCulture)),
        _ => (key.Type, Str(key)),
    };

    /// <summary>Formats a key as Python's <c>json</c> module does.</summary>
    public static string KeyText(JToken key) => key switch
    {
        JValue { Value: bool flag } => flag ? "true" : "false",
        JValue { Value: null } => "null",
        _ => Str(key),
    };

    /// <summary>Gets the name of a value's type in Python.</summary>
    public static string TypeName(JToken? value) => TypeName(value?.Type ?? JTokenType.Null);

    private static string TypeName(JTokenType type) => type switch
    {
        JTokenType.Object => "dict",
        JTokenType.Array => "list",
        JTokenType.String => "str",
        JTokenType.Boolean => "bool",
        JTokenType.Integer => "int",
        JTokenType.Float => "float",
        JTokenType.Date => "datetime.date",
        JTokenType.Bytes => "bytes",
        _ => "NoneType",
    };

    /// <summary>Gets the name of a value's type in messages of the blueprint parser.</summary>
    public static string UserTypeName(JToken? value) => UserTypeName(value?.Type ?? JTokenType.Null);

    /// <summary>Gets the name of a type in messages of the blueprint parser.</summary>
    public static string UserTypeName(JTokenType type) => type switch
    {
        JTokenType.String => "string",
        JTokenType.Boolean => "boolean",
        JTokenType.Integer => "integer",
        _ => TypeName(type),
    };

    /// <summary>Formats a string as <c>repr()</c>.</summary>
    public static string Quote(string text)
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
                _ when !IsPrintable(c) => c < 256 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return result.Append(quote).ToString();
    }

    private static bool IsPrintable(char c) => c == ' ' || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return number switch
        {
            double.NaN => "nan",
            double.PositiveInfinity => "inf",
            double.NegativeInfinity => "-inf",
            _ when number == Math.Floor(number) && text.All(c => char.IsDigit(c) || c == '-') => text + ".0",
            _ => text.ToLowerInvariant(),
        };
    }
}
