using System.Collections.Specialized;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>
/// Free-form JSON as plain objects: ordered dictionaries whose keys may differ by case only, arrays, long (or
/// BigInteger), double, bool, string, null. Texts that look like dates stay texts.
/// </summary>
internal static class JsonValue
{
    /// <summary>Deeper than any plan, shallow enough for any stack.</summary>
    public const int MaxDepth = 200;

    /// <summary>A reader that leaves dates alone.</summary>
    public static JsonTextReader CreateReader(TextReader text, JsonNameTable? names = null) => new(text)
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = MaxDepth,
        PropertyNameTable = names,
        CloseInput = false,
    };

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static object? Parse(string text)
    {
        using var reader = CreateReader(new StringReader(text));
        if (!reader.Read())
        {
            throw new JsonReaderException("There is nothing to read.");
        }

        return Read(reader);
    }

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public static object? Read(JsonTextReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                var dictionary = new OrderedDictionary();
                while (ReadInside(reader) != JsonToken.EndObject)
                {
                    var name = (string)reader.Value!;
                    ReadInside(reader);
                    dictionary[name] = Read(reader);
                }

                return dictionary;
            case JsonToken.StartArray:
                List<object?>? list = null;
                while (ReadInside(reader) != JsonToken.EndArray)
                {
                    (list ??= []).Add(Read(reader));
                }

                return list is null ? Array.Empty<object?>() : list.ToArray();
            default:
                return reader.Value;
        }
    }

    /// <summary>The next token of a value that has begun.</summary>
    /// <exception cref="JsonException">The text ends here.</exception>
    public static JsonToken ReadInside(JsonTextReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonReaderException("The text ends in the middle of a value.");
}
