using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>
/// Limits the size of a plan as JSON. In memory the nodes of a type share what they inherit, but each response repeats
/// it for every node.
/// </summary>
internal sealed class PlanSize
{
    /// <summary>The limit in characters: the plan of about 13,000 connected nodes.</summary>
    public const long Max = 256 * 1024 * 1024;

    /// <summary>What a value needs besides its text: a comma, a colon, quotation marks.</summary>
    private const int ValueSize = 4;

    private long _size;

    /// <summary>Counts a part of the plan.</summary>
    /// <exception cref="DslException">The plan is too large.</exception>
    public void Add(JToken part)
    {
        foreach (var token in part is JContainer container ? container.DescendantsAndSelf() : [part])
        {
            _size += ValueSize + token switch
            {
                JProperty property => property.Name.Length,
                JRaw raw when SharedJson.Of(raw) is { } shared => shared.ToString().Length,
                JValue { Value: string text } => text.Length,
                _ => 0,
            };
        }

        if (_size > Max)
        {
            throw new DslException(
                DslError.ExceededBudget,
                $"The plan of the blueprint has more than {Max} characters. Use fewer nodes, relationships or "
                + "operations.");
        }
    }
}
