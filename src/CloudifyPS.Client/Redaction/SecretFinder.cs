using System.Collections;
using System.Globalization;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Redaction;

/// <summary>Finds the secrets in what is sent.</summary>
internal static class SecretFinder
{
    /// <summary>Finds the secrets in a JSON text: values of telling names, and those in addresses.</summary>
    public static IEnumerable<string> InJson(string json)
    {
        try
        {
            return InValue(JsonValue.Parse(json), isSecret: false).ToArray();
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Finds the secrets in a query: values of telling names, and those in addresses.</summary>
    /// <param name="query">The query, without question mark.</param>
    public static IEnumerable<string> InQuery(string query) =>
        from parameter in query.Split('&', ';')
        let sides = parameter.Split(['='], 2)
        where sides.Length == 2
        from secret in InValue(Unescape(sides[1]), SecretNames.Contain(Unescape(sides[0])))
        select secret;

    /// <summary>Finds the secrets in an address: of the user and in the query.</summary>
    public static IEnumerable<string> InAddress(string text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) < 0 || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return [];
        }

        var password = uri.UserInfo.IndexOf(':') is >= 0 and var colon
            ? uri.UserInfo.Substring(colon + 1)
            : string.Empty;
        return [uri.UserInfo, Unescape(password), .. InQuery(uri.Query.TrimStart('?'))];
    }

    private static IEnumerable<string> InValue(object? value, bool isSecret) => value switch
    {
        string text when isSecret => [text, .. InAddress(text)],
        string text => InAddress(text),
        null or bool => [],
        IDictionary map => map.Cast<DictionaryEntry>()
            .SelectMany(entry => InValue(entry.Value, isSecret || SecretNames.Contain((string)entry.Key))),
        object?[] items => items.SelectMany(item => InValue(item, isSecret)),
        _ when isSecret => [Convert.ToString(value, CultureInfo.InvariantCulture)!],
        _ => [],
    };

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
