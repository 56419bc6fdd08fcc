using System.Globalization;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>Reads the attributes that all rows have.</summary>
internal static class RowExtensions
{
    public static string Id(this JObject row) => (string)row["id"]!;

    public static string Tenant(this JObject row) => (string)row["tenant_name"]!;

    public static DateTimeOffset? Time(this JObject row, string name) => row[name] switch
    {
        JValue { Value: DateTime time } => new DateTimeOffset(time.ToUniversalTime()),
        JValue { Value: string text } when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };

    /// <summary>Formats a time as a manager does: UTC, milliseconds, <c>Z</c>.</summary>
    public static string ToTimestamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
