using System.Net;

namespace CloudifyPS;

/// <summary>The manager does not have it: 404.</summary>
public sealed class CfyNotFoundException : CfyApiException
{
    internal CfyNotFoundException(string message, ApiError error)
        : base(message, error)
    {
    }

    /// <summary>Creates the exception for something that a list does not have.</summary>
    /// <param name="message">The message.</param>
    internal static CfyNotFoundException For(string message) =>
        new(message, new ApiError(
            HttpStatusCode.NotFound, "not_found_error", message, null, "GET", new Uri("about:blank")));
}
