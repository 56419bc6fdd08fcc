using System.Collections;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Client.Connection;

/// <summary>Takes secrets out of what is shown: headers, bodies, texts.</summary>
internal static class Redaction
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "***";

    private const int LongestBody = 64 * 1024;

    // Taking every "1" out of a text would leave none.
    private const int ShortestSecret = 4;

    private static readonly HashSet<string> SecretHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Authentication-Token", "Execution-Token", "Proxy-Authorization", "Cookie", "Set-Cookie",
    };

    // Names whose values are secrets wherever they stand. "value" is one because of secrets and tokens.
    private static readonly Regex SecretNames = new(
        "^(value|credentials|.*(password|passwd|passphrase|secret|token|private_key|access_key|hash).*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A header line.</summary>
    public static string Header(string name, IEnumerable<string> values) =>
        name + ": " + (SecretHeaders.Contains(name) ? Mark : string.Join(", ", values));

    /// <summary>A body: JSON with its secrets marked; anything else only by its length, since nobody can tell what is in it.</summary>
    public static string Body(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var redacted = Redact(JToken.ReadFrom(reader)).ToString(Formatting.None);
            return redacted.Length <= LongestBody ? redacted : redacted.Substring(0, LongestBody) + "...";
        }
        catch (JsonException)
        {
            return $"({text.Length} characters that are not JSON)";
        }
    }

    /// <summary>A text that came back, without the secrets that were sent: managers and proxies quote what they refuse.</summary>
    /// <param name="text">The text, which may be JSON.</param>
    /// <param name="secrets">The secrets.</param>
    public static string Scrub(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret))
        {
            // Quoted in a JSON text it is escaped, and once more where JSON was quoted.
            var escaped = Escape(secret);
            text = text.Replace(Escape(escaped), Mark).Replace(escaped, Mark).Replace(secret, Mark);
        }

        return text;

        static string Escape(string value)
        {
            var quoted = JsonConvert.ToString(value);
            return quoted.Substring(1, quoted.Length - 2);
        }
    }

    /// <summary>The secrets in a request.</summary>
    /// <param name="json">Its body; null when it has none.</param>
    /// <param name="headers">Its headers.</param>
    public static IEnumerable<string> Secrets(
        string? json, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        foreach (var value in headers.Where(header => SecretHeaders.Contains(header.Key)).SelectMany(header => header.Value))
        {
            yield return value;
            var space = value.IndexOf(' ');
            if (space > 0)
            {
                yield return value.Substring(space + 1);
            }
        }

        if (json is null || JsonValue.Parse(json) is not { } body)
        {
            yield break;
        }

        foreach (var secret in SecretsIn(body, isSecret: false))
        {
            yield return secret;
        }
    }

    private static IEnumerable<string> SecretsIn(object? value, bool isSecret) => value switch
    {
        string text when isSecret => [text],
        IDictionary map => map.Cast<DictionaryEntry>()
            .SelectMany(entry => SecretsIn(entry.Value, isSecret || SecretNames.IsMatch((string)entry.Key))),
        object?[] items => items.SelectMany(item => SecretsIn(item, isSecret)),
        _ => [],
    };

    /// <summary>An address without user and password.</summary>
    public static Uri Address(Uri uri) =>
        uri.UserInfo.Length == 0 ? uri : new UriBuilder(uri) { UserName = string.Empty, Password = string.Empty }.Uri;

    private static JToken Redact(JToken token)
    {
        switch (token)
        {
            case JObject map:
                foreach (var property in map.Properties())
                {
                    if (SecretNames.IsMatch(property.Name) && property.Value.Type is not (JTokenType.Null or JTokenType.Boolean))
                    {
                        property.Value = Mark;
                    }
                    else
                    {
                        Redact(property.Value);
                    }
                }

                break;
            case JArray array:
                foreach (var item in array)
                {
                    Redact(item);
                }

                break;
        }

        return token;
    }
}
