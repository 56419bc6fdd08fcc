namespace CloudifyPS;

/// <summary>A log line of starting or joining a cluster.</summary>
public sealed class ClusterLog : Resource
{
    /// <summary>The text.</summary>
    public string? Message { get; set; }

    /// <summary>When; the manager sends microseconds since 1970.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>What -Since takes to continue after this line.</summary>
    public string? Cursor { get; set; }

    /// <summary>Returns the text.</summary>
    public override string ToString() => Message ?? string.Empty;
}
