using System.Globalization;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Redaction;

/// <summary>
/// Removes secrets from what is shown: values whose name tells that they are secret, users and passwords in addresses,
/// and the secrets that are known.
/// </summary>
/// <param name="secrets">Gets the secrets that are known. Called when the first text is redacted.</param>
internal sealed class Redactor(Func<IEnumerable<string>> secrets)
{
    /// <summary>What replaces a secret.</summary>
    public const string Mark = "***";

    private const int LongestBody = 64 * 1024;

    private static readonly Regex Address = new(
        @"(?<![a-z0-9+.-])(?<scheme>(?>[a-z0-9+.-]+)://)(?<rest>[^\s""'<>]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Parameter = new(@"(?<=[?&;#])(?<name>[^=&;?#\s""'<>]+)=(?<value>[^&;#\s""'<>]*)");

    // "password": "x" and 'password': 'x', also where the quotes are escaped, and password=x. Linear: a name is not
    // tried again from its middle, and a missing quote ends the search at the end of the text.
    private static readonly Regex Pair = new(
        @"(?<![\w.-])(?<name>(?>[\w.-]+))(?<sign>\\*[""']\s*[:=]\s*(?:u|b)?|\s*[:=]\s*(?=\\*[""'])|=)"
        + @"(?:(?<quote>\\*[""'])(?<value>.*?)(?<end>\k<quote>|\z)|(?<value>[^\s""'&,;\\)\]}]+))",
        RegexOptions.Singleline);

    private readonly Lazy<SecretSet> _secrets = new(() => new SecretSet(secrets()));

    /// <summary>Gets the redactor for texts of users, to which no request belongs.</summary>
    public static Redactor Default { get; } = new(() => []);

    /// <summary>Redacts a text, which can quote addresses and data.</summary>
    public string Text(string text) => _secrets.Value.Remove(Pairs(Addresses(text)));

    /// <summary>Redacts the addresses in a text: users, passwords, and query parameters with telling names.</summary>
    public string Addresses(string text) =>
        Parameter.Replace(Address.Replace(text, WithoutUser), match => RedactParameter(match));

    /// <summary>Redacts an address.</summary>
    public Uri Link(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return new Uri(Addresses(uri.OriginalString), UriKind.Relative);
        }

        if (uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0)
        {
            return uri;
        }

        return new UriBuilder(uri)
        {
            UserName = string.Empty,
            Password = string.Empty,
            Query = Query(uri.Query.TrimStart('?')),
            Fragment = Query(uri.Fragment.TrimStart('#')),
        }.Uri;
    }

    /// <summary>Redacts a header.</summary>
    public string Header(string name, IEnumerable<string> values) =>
        name + ": " + (SecretNames.Contain(name) ? Mark : Text(string.Join(", ", values)));

    /// <summary>Redacts a body. Only the length of a body that is not JSON is shown.</summary>
    public string Body(string text)
    {
        using var redacted = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            using var reader = JsonValue.CreateReader(new StringReader(text));
            using var writer = new JsonTextWriter(redacted) { AutoCompleteOnClose = false };
            while (redacted.GetStringBuilder().Length <= LongestBody && reader.Read())
            {
                Copy(reader, writer);
            }
        }
        catch (JsonException)
        {
            return $"({text.Length} characters that are not JSON)";
        }

        var result = redacted.ToString();
        return result.Length <= LongestBody ? result : result.Substring(0, LongestBody) + "...";
    }

    /// <summary>
    /// Gets an exception as the cause of another one. An exception whose messages quote secrets is replaced.
    /// </summary>
    public Exception Cause(Exception exception)
    {
        var isClean = true;
        for (var current = exception; current is not null; current = current.InnerException)
        {
            isClean &= Text(current.Message) == current.Message;
        }

        return isClean
            ? exception
            : new IOException(
                Text(exception.Message), exception.InnerException is { } inner ? Cause(inner) : null);
    }

    private static string WithoutUser(Match match)
    {
        var rest = match.Groups["rest"].Value;
        var at = rest.LastIndexOf('@');
        if (at < 0)
        {
            return match.Value;
        }

        // An @ can stand in a path or a query. An address that is not valid can have one in its password.
        var end = rest.IndexOfAny(['/', '?', '#']);
        if (end >= 0 && end < at && Uri.TryCreate(match.Value, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            at = rest.LastIndexOf('@', end);
            if (at < 0)
            {
                return match.Value;
            }
        }

        return match.Groups["scheme"].Value + Mark + rest.Substring(at);
    }

    private static string Pairs(string text) => Pair.Replace(text, match =>
        match.Groups["name"].Value.Equals("value", StringComparison.OrdinalIgnoreCase)
        || !SecretNames.Contain(match.Groups["name"].Value)
            ? match.Value
            : match.Groups["name"].Value + match.Groups["sign"].Value + match.Groups["quote"].Value + Mark
                + match.Groups["end"].Value);

    private string Query(string query) => _secrets.Value.Remove(Addresses("?" + query).Substring(1));

    // The value of a parameter can be an address of its own.
    private string RedactParameter(Match match)
    {
        var name = match.Groups["name"].Value;
        if (SecretNames.Contain(Uri.UnescapeDataString(name)))
        {
            return name + "=" + Mark;
        }

        var value = Uri.UnescapeDataString(match.Groups["value"].Value);
        var redacted = value.Length < match.Groups["value"].Value.Length ? Addresses(value) : value;
        return redacted == value ? match.Value : name + "=" + Uri.EscapeDataString(redacted);
    }

    private void Copy(JsonTextReader reader, JsonTextWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonToken.PropertyName:
                var name = (string)reader.Value!;
                writer.WritePropertyName(_secrets.Value.Remove(name));
                if (SecretNames.Contain(name))
                {
                    WriteMark(reader, writer);
                }

                break;
            case JsonToken.String:
                // A longer text would be cut, after minutes for one of 300 MB. A part of it can end within a secret.
                var text = (string)reader.Value!;
                writer.WriteValue(text.Length <= LongestBody ? Text(text) : $"({text.Length} characters)");
                break;
            case JsonToken.Integer or JsonToken.Float:
                var number = Convert.ToString(reader.Value, CultureInfo.InvariantCulture)!;
                if (_secrets.Value.Remove(number) == number)
                {
                    writer.WriteToken(reader, writeChildren: false);
                }
                else
                {
                    writer.WriteValue(Mark);
                }

                break;
            case JsonToken.Comment:
                break;
            default:
                writer.WriteToken(reader, writeChildren: false);
                break;
        }
    }

    // That there is no value, and flags such as is_hidden_value, are no secrets.
    private static void WriteMark(JsonTextReader reader, JsonTextWriter writer)
    {
        reader.Read();
        if (reader.TokenType is JsonToken.Null or JsonToken.Boolean)
        {
            writer.WriteToken(reader, writeChildren: false);
            return;
        }

        reader.Skip();
        writer.WriteValue(Mark);
    }
}
