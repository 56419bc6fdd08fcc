using System.Net;

namespace CloudifyPS;

/// <summary>The manager answered a request with an error.</summary>
public class CfyApiException : CfyException
{
    internal CfyApiException(string message, ApiError error)
        : base(message) => Error = error;

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => Error.StatusCode;

    /// <summary>The manager's code, such as <c>conflict_error</c>; null when the answer had none.</summary>
    public string? ErrorCode => Error.ErrorCode;

    /// <summary>The manager's own message; null when the answer had none.</summary>
    public string? ServerMessage => Error.Message;

    /// <summary>The manager's traceback; null when it sent none. Long.</summary>
    public string? ServerTraceback => Error.Traceback;

    /// <summary>The HTTP method.</summary>
    public string Method => Error.Method;

    /// <summary>The address, without credentials.</summary>
    public Uri Uri => Error.Uri;

    /// <summary>The whole answer.</summary>
    internal ApiError Error { get; }
}
