namespace CloudifyPS.Client.Connection;

/// <summary>
/// A response that is not read any further. The connection makes an error of it that names the address.
/// </summary>
internal sealed class InvalidResponseException(string message) : Exception(message)
{
    /// <summary>Gets what the user can do.</summary>
    public required string RecommendedAction { get; init; }

    /// <summary>Gets whether the same request would have the same response.</summary>
    public bool IsPermanent { get; init; }
}
