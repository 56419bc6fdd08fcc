using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>Parses JSON. Strings that look like dates stay strings.</summary>
internal static class JsonText
{
    /// <exception cref="JsonReaderException">The text is not JSON, or has more than one value.</exception>
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var value = JToken.ReadFrom(reader);
        return reader.Read() ? throw new JsonReaderException("More than one value") : value;
    }
}
