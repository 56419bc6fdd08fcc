using System.Numerics;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl;

/// <summary>Reads attributes of a known type. An attribute of another type is treated as absent.</summary>
internal static class JObjectExtensions
{
    public static string? Text(this JObject row, string name) =>
        row[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    public static bool Flag(this JObject row, string name) => row[name] is JValue { Value: true };

    public static int Number(this JObject row, string name) =>
        row[name] is JValue { Type: JTokenType.Integer or JTokenType.Float } value ? value.ToInt() : 0;

    /// <summary>Gets a number as an int; for one beyond the range, the nearest int.</summary>
    public static int ToInt(this JToken number) => (number as JValue)?.Value switch
    {
        BigInteger integer => (int)BigInteger.Max(int.MinValue, BigInteger.Min(int.MaxValue, integer)),
        double.NaN => 0,
        _ => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, (double)number)),
    };

    public static JObject Map(this JObject row, string name) => SharedJson.Map(row[name]) ?? [];

    public static IEnumerable<JObject> Items(this JObject row, string name) =>
        (row[name] as JArray)?.OfType<JObject>() ?? [];

    public static IReadOnlyList<string> Texts(this JObject row, string name) => row[name] switch
    {
        JArray array => [.. array.Select(item => item.ToString())],
        JValue { Type: JTokenType.String } value => [(string)value!],
        _ => [],
    };
}
