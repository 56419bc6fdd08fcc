using System.Text.RegularExpressions;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The labels of blueprints and deployments.</summary>
internal static class Labels
{
    /// <summary>What a request's list of one-entry maps means on the wire.</summary>
    public static JArray Parse(RequestContext call, JToken? labels)
    {
        const string Rule =
            "Labels must be a list of 1-entry dictionaries: [{<key1>: <value1>}, {<key2>: [<value2>, <value3>]}, ...]";
        var result = new JArray();
        foreach (var label in labels as JArray ?? (labels is null ? [] : throw RequestContext.Bad(Rule)))
        {
            // Clients write a label as one entry, or spell out its key and value.
            var pair = label switch
            {
                JObject { Count: 1 } map => map.Properties().First(),
                JObject { Count: 2 } map when map.Text("key") is { } key => new JProperty(key, map["value"]),
                _ => throw RequestContext.Bad(Rule),
            };
            foreach (var value in new JObject { ["values"] = pair.Value.DeepClone() }.Texts("values"))
            {
                result.Add(New(call, pair.Name, value));
            }
        }

        return result;
    }

    /// <summary>key=value,key=value in the query of an upload, with a backslash before what does not divide.</summary>
    public static JArray FromQuery(RequestContext call, string text)
    {
        if (call.IsManager(7, 0))
        {
            // A manager takes the text for a list of maps, and fails.
            throw new InvalidOperationException("string indices must be integers, not 'str'");
        }

        static string[] Split(string text, char divider) =>
            [.. Regex.Split(text, $@"(?<!\\){divider}").Select(part => part.Replace("\\" + divider, divider.ToString()))];
        return new JArray(Split(text, ',').Select(label => Split(label, '=')).Select(pair => pair.Length == 2
            ? New(call, pair[0], pair[1])
            : throw RequestContext.Bad("Labels must be given as key=value,key=value")));
    }

    public static JObject New(RequestContext call, string key, string value) => new()
    {
        ["key"] = key.ToLowerInvariant(),
        ["value"] = value,
        ["created_at"] = call.Now,
        ["created_by"] = call.UserName,
    };
}
