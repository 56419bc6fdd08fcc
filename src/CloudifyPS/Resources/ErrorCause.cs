namespace CloudifyPS;

/// <summary>An exception in the chain that made a task fail: <c>error_causes</c> of <c>GET /events</c>.</summary>
public sealed class ErrorCause : Resource
{
    /// <summary>Gets or sets the message of the exception.</summary>
    public string? Message { get; set; }

    /// <summary>Gets or sets the traceback, in several lines.</summary>
    public string? Traceback { get; set; }

    /// <summary>Gets or sets the type of the exception.</summary>
    public string? Type { get; set; }

    /// <summary>Returns the type and the message.</summary>
    public override string ToString() => $"{Type}: {Message}";
}
