using System.Collections;
using System.Collections.Specialized;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Input;

/// <summary>Reads files of values: JSON, in which comments are allowed, or YAML.</summary>
internal static class ValueFile
{
    /// <summary>Reads a file that holds one object.</summary>
    /// <exception cref="ArgumentException">The file holds something else.</exception>
    public static IDictionary ReadObject(string path)
    {
        try
        {
            return Plain(DataFile.Read(RegularFile.ReadAllText(path), path)) as IDictionary
                ?? throw new ArgumentException($"'{path}' must hold an object: names with values.");
        }
        catch (DslException exception)
        {
            throw new ArgumentException($"'{path}' is neither JSON nor YAML: {exception.Message}", exception);
        }
    }

    private static object? Plain(JToken token)
    {
        switch (token)
        {
            case JObject map:
                var dictionary = new OrderedDictionary();
                foreach (var property in map.Properties())
                {
                    dictionary[property.Name] = Plain(property.Value);
                }

                return dictionary;
            case JArray list:
                return list.Select(Plain).ToArray();
            default:
                return (token as JValue)?.Value;
        }
    }
}
