using System.Globalization;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows;

/// <summary>Short ways to read and write rows.</summary>
internal static class RowExtensions
{
    public static string? Text(this JObject row, string name) =>
        row[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    public static string Id(this JObject row) => (string)row["id"]!;

    public static string Tenant(this JObject row) => (string)row["tenant_name"]!;

    public static bool Flag(this JObject row, string name) => row[name] is JValue { Value: true };

    public static int Number(this JObject row, string name) =>
        row[name] is JValue { Type: JTokenType.Integer or JTokenType.Float } value ? (int)value : 0;

    public static JObject Map(this JObject row, string name) => row[name] as JObject ?? [];

    public static IEnumerable<JObject> Items(this JObject row, string name) =>
        (row[name] as JArray)?.OfType<JObject>() ?? [];

    public static IReadOnlyList<string> Texts(this JObject row, string name) => row[name] switch
    {
        JArray array => [.. array.Select(item => item.ToString())],
        JValue { Type: JTokenType.String } value => [(string)value!],
        _ => [],
    };

    public static DateTimeOffset? Time(this JObject row, string name) => row[name] switch
    {
        JValue { Value: DateTime time } => new DateTimeOffset(time.ToUniversalTime()),
        JValue { Value: string text } when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };

    /// <summary>As a manager writes times.</summary>
    public static string ToTimestamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
