namespace CloudifyPS;

/// <summary>
/// The exception that is thrown when a request fails without a valid response: name resolution, connection, TLS,
/// timeout or an incomplete response.
/// </summary>
public sealed class CfyConnectionException : CfyException
{
    internal CfyConnectionException(string message, ConnectionFailure failure, Uri uri, Exception? innerException)
        : base(message, innerException)
    {
        Failure = failure;
        Uri = uri;
    }

    /// <summary>Gets the kind of failure.</summary>
    public ConnectionFailure Failure { get; }

    /// <summary>Gets the address of the request, without credentials.</summary>
    public Uri Uri { get; }

    /// <summary>
    /// Gets or sets whether the manager cannot have received the request, because no connection was established.
    /// </summary>
    internal bool IsUnsent { get; set; }

    /// <summary>Gets whether the same request would fail again in the same way.</summary>
    internal bool IsPermanent { get; init; }

    /// <inheritdoc/>
    internal override bool MayHaveArrived => !IsUnsent && Failure
        is ConnectionFailure.Reset or ConnectionFailure.Timeout or ConnectionFailure.InvalidResponse;
}
