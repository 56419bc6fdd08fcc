using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Text;

namespace CloudifyPS;

/// <summary>
/// Values of a resource as text, for views. No type name appears in it, no secret and no control sequence.
/// </summary>
internal static class ValueFormat
{
    // Two lines of a list in a console of 80 columns, beside the longest property name.
    private const int MaximumLength = 88;

    /// <summary>
    /// Formats a value in one piece: names and scalars as <c>a = 1; b = 2</c>, lists of scalars as <c>a, b</c>, and
    /// deeper structures as JSON, which is cut.
    /// </summary>
    public static string? Describe(object? value) => DisplayText.Clean(Text(value));

    /// <summary>Formats names and values, a line each.</summary>
    public static string? Lines(IDictionary? values) =>
        values is null ? null : DisplayText.Clean(string.Join("\n", Pairs(values)));

    private static string? Text(object? value) => value switch
    {
        IDictionary values when !IsFlat(values.Values) => Json(values),
        IDictionary values => string.Join("; ", Pairs(values)),
        string or null => Scalar(value),
        IEnumerable items when !IsFlat(items) => Json(items),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Scalar)),
        _ => Scalar(value),
    };

    private static IEnumerable<string> Pairs(IDictionary values) =>
        values.Keys.Cast<object>().Select(key => $"{key} = {Inner(values[key])}");

    private static string? Inner(object? value) => IsScalar(value) ? Scalar(value) ?? "null" : Json(value);

    private static bool IsFlat(IEnumerable values) => values.Cast<object?>().All(IsScalar);

    private static bool IsScalar(object? value) => value is string || Unwrap(value) is not IEnumerable;

    // Scripts can put wrapped values into the properties of a resource.
    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string? Scalar(object? value) => Unwrap(value) switch
    {
        null => null,
        string text => text.TrimEnd(),
        bool flag => flag ? "true" : "false",
        SecureString => "(hidden)",
        PSCredential credential => credential.UserName,
        DateTimeOffset time => TimeFormat.Full(time),
        Execution execution => $"{execution.Id} ({execution.Status})",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private static string Json(object? value)
    {
        var json = new StringBuilder();
        WriteJson(json, value);
        if (json.Length > MaximumLength)
        {
            json.Length = MaximumLength - 3;
            json.Append("...");
        }

        return json.ToString();
    }

    private static void WriteJson(StringBuilder json, object? value)
    {
        value = Unwrap(value);
        if (json.Length > MaximumLength)
        {
            return;
        }

        switch (value)
        {
            case IDictionary values:
                WriteItems(json, '{', '}', values.Keys, key =>
                {
                    WriteString(json, key?.ToString());
                    json.Append(':');
                    WriteJson(json, values[key!]);
                });
                break;
            case IEnumerable items and not string:
                WriteItems(json, '[', ']', items, item => WriteJson(json, item));
                break;
            case bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
                or System.Numerics.BigInteger:
                json.Append(Scalar(value));
                break;
            case null:
                json.Append("null");
                break;
            default:
                WriteString(json, Scalar(value));
                break;
        }
    }

    private static void WriteItems(StringBuilder json, char open, char close, IEnumerable items, Action<object?> write)
    {
        json.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
            {
                json.Append(',');
            }

            isFirst = false;
            write(item);
            if (json.Length > MaximumLength)
            {
                return;
            }
        }

        json.Append(close);
    }

    private static void WriteString(StringBuilder json, string? text)
    {
        json.Append('"');
        foreach (var character in text ?? string.Empty)
        {
            switch (character)
            {
                case '"' or '\\':
                    json.Append('\\').Append(character);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case < ' ':
                    json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    json.Append(character);
                    break;
            }

            if (json.Length > MaximumLength)
            {
                return;
            }
        }

        json.Append('"');
    }
}
