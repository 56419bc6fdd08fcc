using System.Collections;
using System.Collections.Specialized;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Input;

/// <summary>Converts between the plain values of the client and the JSON of the blueprint language.</summary>
internal static class JsonTree
{
    /// <summary>Converts a plain value.</summary>
    public static JToken FromPlain(object? value) => value switch
    {
        IDictionary dictionary => FromPlain(dictionary),
        string text => new JValue(text),
        IEnumerable list => new JArray(list.Cast<object?>().Select(FromPlain)),
        _ => new JValue(value),
    };

    /// <summary>Converts a plain dictionary.</summary>
    public static JObject FromPlain(IDictionary dictionary)
    {
        var result = new JObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            result[(string)entry.Key] = FromPlain(entry.Value);
        }

        return result;
    }

    /// <summary>Converts to a plain value.</summary>
    public static object? ToPlain(JToken? token) => token switch
    {
        JObject map => ToPlain(map),
        JArray list => list.Select(ToPlain).ToArray(),
        _ => (token as JValue)?.Value,
    };

    /// <summary>Converts to a plain dictionary.</summary>
    public static IDictionary ToPlain(JObject map)
    {
        var dictionary = new OrderedDictionary();
        foreach (var property in map.Properties())
        {
            dictionary[property.Name] = ToPlain(property.Value);
        }

        return dictionary;
    }
}
