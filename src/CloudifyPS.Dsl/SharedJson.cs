using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl;

/// <summary>
/// A map that several places of a plan contain, for example the operations that all nodes of a type inherit. A token
/// has only one parent, so the map itself is the value of a <see cref="JRaw"/>: copies of that token refer to the same
/// map, and it is written as JSON wherever it occurs. The map must not be changed.
/// </summary>
internal sealed class SharedJson
{
    private readonly Lazy<string> _json;

    private SharedJson(JObject content)
    {
        Content = content;
        _json = new Lazy<string>(() => content.ToString(Formatting.None));
    }

    public JObject Content { get; }

    public static JRaw Create(JObject content) => new(new SharedJson(content));

    /// <summary>Gets what a token refers to; null for a token that contains its value.</summary>
    public static SharedJson? Of(JToken? token) => (token as JRaw)?.Value as SharedJson;

    /// <summary>Gets the map that a token is or refers to; null for other tokens.</summary>
    public static JObject? Map(JToken? token) => token as JObject ?? Of(token)?.Content;

    /// <summary>Gets the tokens in a token, also those in maps that it shares with others.</summary>
    public static IEnumerable<JToken> Descendants(JToken token)
    {
        var tokens = (Map(token) ?? token) is JContainer container ? container.DescendantsAndSelf() : [token];
        foreach (var part in tokens)
        {
            yield return part;
            foreach (var inner in Of(part) is { } shared ? Descendants(shared.Content) : [])
            {
                yield return inner;
            }
        }
    }

    /// <summary>Gets the map as JSON, which is what a <see cref="JRaw"/> writes.</summary>
    public override string ToString() => _json.Value;
}
