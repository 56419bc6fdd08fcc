using System.Net;

namespace CloudifyPS;

/// <summary>The exception that is thrown when an object does not exist: status 404.</summary>
public sealed class CfyNotFoundException : CfyApiException
{
    internal CfyNotFoundException(string message, ApiError error)
        : base(message, error)
    {
    }

    /// <summary>Creates the exception for an object that a list does not contain.</summary>
    /// <param name="message">The message.</param>
    internal static CfyNotFoundException For(string message) =>
        new(message, new ApiError(
            HttpStatusCode.NotFound, "not_found_error", message, null, "GET", new Uri("about:blank")));
}
