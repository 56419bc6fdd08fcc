namespace CloudifyPS.Client.Requests;

/// <summary>Labels in the two forms that requests want.</summary>
internal static class Labels
{
    /// <summary>key=value,key=value, with a backslash before what would divide.</summary>
    public static string? ToQuery(IReadOnlyList<KeyValuePair<string, string>>? labels) =>
        labels is null or { Count: 0 }
            ? null
            : string.Join(",", labels.Select(label => Escape(label.Key) + "=" + Escape(label.Value)));

    /// <summary>A list of objects with one entry each.</summary>
    public static object? ToJson(IReadOnlyList<KeyValuePair<string, string>>? labels) =>
        labels is null or { Count: 0 }
            ? null
            : labels.Select(label => new Dictionary<string, string> { [label.Key] = label.Value }).ToArray();

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace(",", "\\,").Replace("=", "\\=");
}
