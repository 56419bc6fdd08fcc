namespace CloudifyPS.Tests.Faults;

/// <summary>A received request. The body grows while it is read.</summary>
internal sealed class FaultRequest(string head)
{
    /// <summary>Gets the request line and the headers.</summary>
    public string Head { get; } = head;

    public string Method => Head.Split(' ')[0];

    /// <summary>Gets the path and the query, as received.</summary>
    public string Target => Head.Split(' ')[1];

    public byte[] Body { get; set; } = [];

    /// <summary>Gets a header; null if it does not exist.</summary>
    public string? this[string name] => Head.Split("\r\n").Skip(1).Select(line => line.Split(':', 2))
        .Where(parts => parts[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(parts => parts[1].Trim())
        .FirstOrDefault();

    /// <summary>Gets a numeric query parameter.</summary>
    public int Number(string name) =>
        int.Parse(Target.Split('?')[1].Split('&').Single(pair => pair.StartsWith(name + "=")).Split('=')[1]);
}
