using System.Collections;
using System.Collections.Specialized;
using CloudifyPS.Client.Json;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Input;

/// <summary>Reads files of values: YAML (.yaml, .yml), or JSON, in which comments are allowed.</summary>
internal static class ValueFile
{
    /// <summary>Reads a file that holds one object.</summary>
    /// <exception cref="ArgumentException">The file holds something else.</exception>
    public static IDictionary ReadObject(string path)
    {
        var text = File.ReadAllText(path);
        var isYaml = Path.GetExtension(path) is { } extension
            && (extension.Equals(".yaml", StringComparison.OrdinalIgnoreCase)
                || extension.Equals(".yml", StringComparison.OrdinalIgnoreCase));
        return (isYaml ? ReadYaml(path, text) : ReadJson(path, text)) as IDictionary
            ?? throw new ArgumentException($"'{path}' must hold an object: names with values.");
    }

    private static object? ReadYaml(string path, string text)
    {
        try
        {
            return Plain(YamlReader.Read(text, path));
        }
        catch (DslException exception)
        {
            throw new ArgumentException($"'{path}' is not YAML: {exception.Message}", exception);
        }
    }

    private static object? ReadJson(string path, string text)
    {
        try
        {
            using var reader = new CommentSkippingReader(text);
            var tokens = new JsonTokens(reader);
            tokens.ReadFirst();
            var value = JsonValue.Read(ref tokens);
            return reader.Read() ? throw new ArgumentException($"'{path}' holds more than one JSON document.") : value;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"'{path}' is not JSON: {exception.Message}", exception);
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

    private sealed class CommentSkippingReader : JsonTextReader
    {
        public CommentSkippingReader(string text)
            : base(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None;
            FloatParseHandling = FloatParseHandling.Double;
            MaxDepth = JsonValue.MaxDepth;
        }

        public override bool Read()
        {
            var any = base.Read();
            while (any && TokenType == JsonToken.Comment)
            {
                any = base.Read();
            }

            return any;
        }
    }
}
