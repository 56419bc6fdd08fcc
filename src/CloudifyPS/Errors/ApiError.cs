using System.Net;

namespace CloudifyPS;

/// <summary>What a manager's error answer says.</summary>
internal sealed record ApiError(
    HttpStatusCode StatusCode,
    string? ErrorCode,
    string? Message,
    string? Traceback,
    string Method,
    Uri Uri);
