using System.Net;

namespace CloudifyPS;

/// <summary>The exception that is thrown when the manager returns an error.</summary>
public class CfyApiException : CfyException
{
    internal CfyApiException(string message, ApiError error)
        : base(message) => Error = error;

    /// <summary>Gets the HTTP status code.</summary>
    public HttpStatusCode StatusCode => Error.StatusCode;

    /// <summary>Gets the manager's error code, such as <c>conflict_error</c>; null if the response has none.</summary>
    public string? ErrorCode => Error.ErrorCode;

    /// <summary>Gets the manager's message; null if the response has none.</summary>
    public string? ServerMessage => Error.Message;

    /// <summary>Gets the manager's traceback; null if the response has none.</summary>
    public string? ServerTraceback => Error.Traceback;

    /// <summary>Gets the HTTP method of the request.</summary>
    public string Method => Error.Method;

    /// <summary>Gets the address of the request, without credentials.</summary>
    public Uri Uri => Error.Uri;

    /// <summary>Gets the response.</summary>
    internal ApiError Error { get; }

    /// <inheritdoc/>
    internal override bool MayHaveArrived => (int)StatusCode >= 500;
}
