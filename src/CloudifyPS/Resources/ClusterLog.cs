namespace CloudifyPS;

/// <summary>
/// A log line of starting or joining a cluster: <c>logs</c> of <c>GET /cluster</c>. Manager 4.0 to 4.6, premium
/// edition.
/// </summary>
public sealed class ClusterLog : Resource
{
    /// <summary>Gets or sets the text.</summary>
    public string? Message { get; set; }

    /// <summary>Gets or sets the time of the line. The manager sends microseconds since 1970.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Gets or sets the position of the line. Pass it to -Since to get the lines after it.</summary>
    public string? Cursor { get; set; }

    /// <summary>Returns the text.</summary>
    public override string ToString() => Message ?? string.Empty;
}
