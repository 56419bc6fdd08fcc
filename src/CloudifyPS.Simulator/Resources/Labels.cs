using System.Text.RegularExpressions;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Parses and creates the labels of blueprints and deployments.</summary>
internal static class Labels
{
    /// <summary>Parses the labels of a JSON body.</summary>
    public static JArray Parse(RequestContext call, JToken? labels)
    {
        const string Rule =
            "Labels must be a list of 1-entry dictionaries: [{<key1>: <value1>}, {<key2>: [<value2>, <value3>]}, ...]";
        var result = new JArray();
        foreach (var label in labels as JArray ?? (labels is null ? [] : throw Refusal.BadParameters(Rule)))
        {
            // A label is written as {key: value} or as {key: ..., value: ...}.
            var pair = label switch
            {
                JObject { Count: 1 } map => map.Properties().First(),
                JObject { Count: 2 } map when map.Text("key") is { } key => new JProperty(key, map["value"]),
                _ => throw Refusal.BadParameters(Rule),
            };
            foreach (var value in new JObject { ["values"] = pair.Value.DeepClone() }.Texts("values"))
            {
                result.Add(New(call, pair.Name, value));
            }
        }

        return result;
    }

    /// <summary>
    /// Parses <c>key=value,key=value</c> in the query of an upload. A backslash escapes <c>,</c> and <c>=</c>.
    /// </summary>
    public static JArray FromQuery(RequestContext call, string text)
    {
        if (call.IsManager(7, 0))
        {
            // A manager expects a list of maps here and fails on the text.
            throw new InvalidOperationException("string indices must be integers, not 'str'");
        }

        static string[] Split(string text, char divider) =>
            [.. Regex.Split(text, $@"(?<!\\){divider}").Select(
                part => part.Replace("\\" + divider, divider.ToString()))];
        return new JArray(Split(text, ',').Select(label => Split(label, '=')).Select(pair => pair.Length == 2
            ? New(call, pair[0], pair[1])
            : throw Refusal.BadParameters("Labels must be given as key=value,key=value")));
    }

    public static JObject New(RequestContext call, string key, string value) => new()
    {
        ["key"] = key.ToLowerInvariant(),
        ["value"] = value,
        ["created_at"] = call.Now,
        ["created_by"] = call.UserName,
    };
}
