namespace CloudifyPS.Tests.Faults;

/// <summary>A request as it came over the wire; the body grows while it is being read.</summary>
internal sealed class FaultRequest(string head)
{
    /// <summary>Request line and headers.</summary>
    public string Head { get; } = head;

    public string Method => Head.Split(' ')[0];

    /// <summary>Path and query, as they came.</summary>
    public string Target => Head.Split(' ')[1];

    public byte[] Body { get; set; } = [];

    /// <summary>A header; null when it is not there.</summary>
    public string? this[string name] => Head.Split("\r\n").Skip(1).Select(line => line.Split(':', 2))
        .Where(parts => parts[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(parts => parts[1].Trim())
        .FirstOrDefault();

    /// <summary>A number in the query.</summary>
    public int Number(string name) =>
        int.Parse(Target.Split('?')[1].Split('&').Single(pair => pair.StartsWith(name + "=")).Split('=')[1]);
}
