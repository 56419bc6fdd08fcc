using System.Net;

namespace CloudifyPS;

/// <summary>The error response of a manager.</summary>
internal sealed record ApiError(
    HttpStatusCode StatusCode,
    string? ErrorCode,
    string? Message,
    string? Traceback,
    string Method,
    Uri Uri)
{
    /// <summary>Gets the target of a redirection, without user, password and query; null for none.</summary>
    public Uri? Location { get; init; }
}
