namespace CloudifyPS.Client.Requests;

/// <summary>Converts labels to the two formats that requests use.</summary>
internal static class Labels
{
    /// <summary>
    /// Returns <c>key=value,key=value</c>. A backslash escapes a comma, an equals sign and a backslash in a key or
    /// value.
    /// </summary>
    public static string? ToQuery(IReadOnlyList<KeyValuePair<string, string>>? labels) =>
        labels is null or { Count: 0 }
            ? null
            : string.Join(",", labels.Select(label => Escape(label.Key) + "=" + Escape(label.Value)));

    /// <summary>Returns a list of objects with one entry each.</summary>
    public static object? ToJson(IReadOnlyList<KeyValuePair<string, string>>? labels) =>
        labels is null or { Count: 0 }
            ? null
            : labels.Select(label => new Dictionary<string, string> { [label.Key] = label.Value }).ToArray();

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace(",", "\\,").Replace("=", "\\=");
}
