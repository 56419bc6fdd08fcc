namespace CloudifyPS;

/// <summary>No answer came from the manager, or it broke off: name, route, TLS, reset, timeout.</summary>
public sealed class CfyConnectionException : CfyException
{
    internal CfyConnectionException(string message, ConnectionFailure failure, Uri uri, Exception? innerException)
        : base(message, innerException)
    {
        Failure = failure;
        Uri = uri;
    }

    /// <summary>What kind of failure it was.</summary>
    public ConnectionFailure Failure { get; }

    /// <summary>The address, without credentials.</summary>
    public Uri Uri { get; }

    /// <summary>Whether the manager cannot have seen the request: there never was a connection.</summary>
    internal bool IsUnsent { get; set; }

    /// <summary>Gets whether the same request would fail again in the same way.</summary>
    internal bool IsPermanent { get; init; }
}
