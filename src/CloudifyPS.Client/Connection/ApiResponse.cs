using System.Net;

namespace CloudifyPS.Client.Connection;

/// <summary>A successful answer whose body is still on its way.</summary>
internal sealed class ApiResponse(HttpResponseMessage message, Stream body)
{
    public HttpStatusCode StatusCode => message.StatusCode;

    /// <summary>Length of the body in bytes; null when the manager did not say, or the body was compressed on its way.</summary>
    public long? ContentLength => message.Content.Headers.ContentLength;

    /// <summary>The manager's time, in whole seconds; null when it did not say.</summary>
    public DateTimeOffset? Date => message.Headers.Date;

    /// <summary>Whether the body is JSON, as the manager says.</summary>
    public bool IsJson => message.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The file name that the manager suggests; null when it does not.</summary>
    public string? FileName => (message.Content.Headers.ContentDisposition?.FileNameStar
        ?? message.Content.Headers.ContentDisposition?.FileName)?.Trim('"');

    /// <summary>The body.</summary>
    public Stream Body { get; } = body;
}
