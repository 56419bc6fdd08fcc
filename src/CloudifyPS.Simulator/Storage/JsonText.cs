using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>Parses JSON. Strings that look like dates stay strings.</summary>
internal static class JsonText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Parses UTF-8, which may begin with a byte order mark.</summary>
    /// <exception cref="JsonReaderException">The text is not JSON, or has more than one value.</exception>
    public static JToken Parse(byte[] bytes, int offset, int count)
    {
        try
        {
            return Parse(StrictUtf8.GetString(bytes, offset, count).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException error)
        {
            throw new JsonReaderException("The text is not UTF-8.", error);
        }
    }

    /// <exception cref="JsonReaderException">The text is not JSON, or has more than one value.</exception>
    public static JToken Parse(string text)
    {
        if (!JsonSyntax.IsValid(text))
        {
            throw new JsonReaderException("The text is not JSON.");
        }

        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var value = JToken.ReadFrom(reader);
        return reader.Read() ? throw new JsonReaderException("More than one value") : value;
    }
}
