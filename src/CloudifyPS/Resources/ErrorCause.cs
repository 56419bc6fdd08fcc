namespace CloudifyPS;

/// <summary>One exception in the chain that made a task fail.</summary>
public sealed class ErrorCause : Resource
{
    /// <summary>The message.</summary>
    public string? Message { get; set; }

    /// <summary>The traceback, several lines.</summary>
    public string? Traceback { get; set; }

    /// <summary>The exception's type.</summary>
    public string? Type { get; set; }

    /// <summary>Returns the type and the message.</summary>
    public override string ToString() => $"{Type}: {Message}";
}
