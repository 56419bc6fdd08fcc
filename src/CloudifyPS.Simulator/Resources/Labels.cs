using System.Text.RegularExpressions;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Parses the labels of blueprints and deployments.</summary>
internal static class Labels
{
    /// <summary>Parses the labels of a JSON body.</summary>
    public static JArray Parse(RequestContext call, JToken? labels)
    {
        const string Rule =
            "Labels must be a list of 1-entry dictionaries: [{<key1>: <value1>}, {<key2>: [<value2>, <value3>]}, ...]";
        var result = new JArray();
        foreach (var label in labels as JArray
            ?? (labels is null or { Type: JTokenType.Null } ? [] : throw Refusal.BadParameters(Rule)))
        {
            // A label is written as {key: value} or as {key: ..., value: ...}.
            var pair = label switch
            {
                JObject { Count: 1 } map => map.Properties().First(),
                JObject { Count: 2 } map when map.Text("key") is { } key && map["value"] is { } value =>
                    new JProperty(key, value),
                _ => throw Refusal.BadParameters(Rule),
            };
            foreach (var value in pair.Value as JArray ?? [pair.Value])
            {
                result.Add(value is JValue { Value: string text }
                    ? New(call, pair.Name, text)
                    : throw Refusal.BadParameters(Rule));
            }
        }

        CheckUnique(result);
        return result;
    }

    /// <summary>
    /// Parses the labels of an upload: a list in its form, or <c>key=value,key=value</c> in its query, where a
    /// backslash escapes <c>,</c> and <c>=</c>.
    /// </summary>
    public static JArray FromUpload(RequestContext call, JToken? labels)
    {
        if (labels is not JValue { Value: string text })
        {
            // A manager reads the keys and values without a check and returns 500 for any other form.
            return call.IsManager(7, 0) && labels is JArray { Count: > 0 } list
                && !list.All(label => label is JObject map && map.Text("key") is not null && map["value"] is not null)
                    ? throw new InvalidOperationException("A label has no key or value.")
                    : Parse(call, labels);
        }

        if (call.IsManager(7, 0))
        {
            // A manager expects a list of maps here and fails on the text.
            throw new InvalidOperationException("string indices must be integers, not 'str'");
        }

        static string[] Split(string text, char divider) =>
            [.. Regex.Split(text, $@"(?<!\\){divider}").Select(
                part => part.Replace("\\" + divider, divider.ToString()))];
        var result = new JArray(Split(text, ',').Select(label => Split(label, '=')).Select(pair => pair.Length == 2
            ? New(call, pair[0], pair[1])
            : throw Refusal.BadParameters("Labels must be given as key=value,key=value")));
        CheckUnique(result);
        return result;
    }

    /// <summary>Adds the labels of a plan to those of the request.</summary>
    public static void AddFromPlan(RequestContext call, JArray labels, JObject plan)
    {
        var known = new HashSet<(string?, string?)>(
            labels.OfType<JObject>().Select(label => (label.Text("key"), label.Text("value"))));
        foreach (var label in plan.Properties())
        {
            foreach (var value in ((JObject)label.Value).Texts("values"))
            {
                if (known.Add((label.Name.ToLowerInvariant(), value)))
                {
                    labels.Add(New(call, label.Name, value));
                }
            }
        }
    }

    /// <summary>Adds the labels that a plugin gives the deployments that use it.</summary>
    public static void AddFromPlugin(RequestContext call, JArray labels, JObject plugin) => AddFromPlan(
        call, labels,
        new JObject(plugin.Properties().Select(
            label => new JProperty(label.Name, new JObject { ["values"] = label.Value }))));

    public static JObject New(RequestContext call, string key, string value)
    {
        LabelRules.Check(key, value);
        return new JObject
        {
            ["key"] = key.ToLowerInvariant(),
            ["value"] = value,
            ["created_at"] = call.Now,
            ["created_by"] = call.UserName,
        };
    }

    private static void CheckUnique(JArray labels)
    {
        if (labels.Select(label => (label["key"]!.ToString(), label["value"]!.ToString())).Distinct().Count()
            < labels.Count)
        {
            throw Refusal.BadParameters("You cannot define the same label twice");
        }
    }
}
