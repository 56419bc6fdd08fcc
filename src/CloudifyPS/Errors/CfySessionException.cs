namespace CloudifyPS;

/// <summary>The exception that is thrown when no session is open.</summary>
public sealed class CfySessionException : CfyException
{
    internal CfySessionException(string message)
        : base(message)
    {
    }

    /// <summary>Gets whether the session was closed, in contrast to one that was never opened.</summary>
    internal bool IsClosed { get; init; }
}
