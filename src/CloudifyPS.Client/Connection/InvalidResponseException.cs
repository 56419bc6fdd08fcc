namespace CloudifyPS.Client.Connection;

/// <summary>
/// Stops reading an invalid response. The connection converts it to an error with the address.
/// </summary>
internal sealed class InvalidResponseException(string message) : Exception(message)
{
    /// <summary>Gets what the user can do.</summary>
    public required string RecommendedAction { get; init; }

    /// <summary>Gets whether the same request would have the same response.</summary>
    public bool IsPermanent { get; init; }
}
