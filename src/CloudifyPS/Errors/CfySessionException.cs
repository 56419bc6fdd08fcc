namespace CloudifyPS;

/// <summary>There is no open session.</summary>
public sealed class CfySessionException : CfyException
{
    internal CfySessionException(string message)
        : base(message)
    {
    }

    /// <summary>Gets whether the session was closed, in contrast to one that was never opened.</summary>
    internal bool IsClosed { get; init; }
}
