using System.Collections;
using System.Collections.Specialized;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>
/// Reads free-form JSON into plain objects: ordered dictionaries with case-sensitive keys, arrays, long (or
/// BigInteger), double, bool, string and null. Strings that look like dates stay strings.
/// </summary>
internal static class JsonValue
{
    /// <summary>
    /// The maximum nesting depth. Plans are less deep, and a recursion of this depth fits the stack of a thread.
    /// </summary>
    public const int MaxDepth = 200;

    /// <summary>The number of entries up to which comparing all keys is as fast as a hash table.</summary>
    private const int MaxListLength = 8;

    /// <summary>Creates a reader that does not convert dates.</summary>
    public static JsonTextReader CreateReader(TextReader text, JsonNameTable? names = null) => new(text)
    {
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = MaxDepth,
        PropertyNameTable = names,
        CloseInput = false,
    };

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static object? Parse(string text)
    {
        using var reader = CreateReader(new StringReader(text));
        var tokens = new JsonTokens(reader, CancellationToken.None);
        tokens.ReadFirst();
        return Read(ref tokens);
    }

    /// <summary>Reads the current value, and leaves the reader on its last token.</summary>
    public static object? Read(ref JsonTokens tokens)
    {
        if (tokens.StartsObject)
        {
            // Lists contain a small dictionary in each object. It takes a third of the memory of an OrderedDictionary.
            IDictionary dictionary = new ListDictionary();
            for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
            {
                var name = tokens.Name;
                tokens.ReadInside();
                if (dictionary is ListDictionary { Count: MaxListLength })
                {
                    dictionary = ToOrdered(dictionary);
                }

                dictionary[name] = Read(ref tokens);
            }

            return dictionary;
        }

        if (!tokens.StartsArray)
        {
            return tokens.Value;
        }

        List<object?>? list = null;
        for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
        {
            (list ??= []).Add(Read(ref tokens));
        }

        return list is null ? Array.Empty<object?>() : list.ToArray();
    }

    private static OrderedDictionary ToOrdered(IDictionary dictionary)
    {
        var ordered = new OrderedDictionary(2 * dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            ordered.Add(entry.Key, entry.Value);
        }

        return ordered;
    }
}
