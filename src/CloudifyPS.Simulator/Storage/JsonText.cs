using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>Reads JSON without changing it: what looks like a date stays a string.</summary>
internal static class JsonText
{
    /// <exception cref="JsonReaderException">It is no JSON, or more than one value.</exception>
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var value = JToken.ReadFrom(reader);
        return reader.Read() ? throw new JsonReaderException("More than one value") : value;
    }
}
