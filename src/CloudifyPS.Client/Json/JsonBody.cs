using System.Globalization;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>Writes request bodies of dictionaries, lists and scalars. Keys keep their spelling.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        Culture = CultureInfo.InvariantCulture,
        ReferenceLoopHandling = ReferenceLoopHandling.Error,
        MaxDepth = JsonValue.MaxDepth,
    });

    public static string Write(object? body)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Serializer.Serialize(text, body);
        return text.ToString();
    }
}
