using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Client;

/// <summary>Takes secrets out of what is shown: headers, bodies, texts.</summary>
internal static class Redaction
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "***";

    private const int LongestBody = 64 * 1024;

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
            string redacted = Redact(JToken.ReadFrom(reader)).ToString(Formatting.None);
            return redacted.Length <= LongestBody ? redacted : redacted.Substring(0, LongestBody) + "...";
        }
        catch (JsonException)
        {
            return $"({text.Length} characters that are not JSON)";
        }
    }

    /// <summary>An address without user and password.</summary>
    public static Uri Address(Uri uri) =>
        uri.UserInfo.Length == 0 ? uri : new UriBuilder(uri) { UserName = string.Empty, Password = string.Empty }.Uri;

    private static JToken Redact(JToken token)
    {
        switch (token)
        {
            case JObject map:
                foreach (JProperty property in map.Properties())
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
                foreach (JToken item in array)
                {
                    Redact(item);
                }

                break;
        }

        return token;
    }
}
