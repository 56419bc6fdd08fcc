using System.Globalization;
using System.Net;

namespace CloudifyPS.Client.Connection;

/// <summary>A successful response whose body has not been read.</summary>
/// <param name="message">The response.</param>
/// <param name="body">The body, decompressed.</param>
/// <param name="maximumSize">The size of the largest body that is read into memory, in bytes.</param>
internal sealed class ApiResponse(HttpResponseMessage message, Stream body, long maximumSize)
{
    public HttpStatusCode StatusCode => message.StatusCode;

    /// <summary>Gets the length of the body in bytes; null when it is unknown or the body was compressed.</summary>
    public long? ContentLength => message.Content.Headers.ContentLength;

    /// <summary>Gets the manager's time, in whole seconds; null when the response has none.</summary>
    public DateTimeOffset? Date => message.Headers.Date;

    /// <summary>Gets whether the content type is JSON.</summary>
    public bool IsJson => MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Gets whether the content type is that of a web page.</summary>
    public bool IsHtml => MediaType is { } type
        && (type.Equals("text/html", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Gets the file name that the manager suggests; null for none.</summary>
    public string? FileName => (message.Content.Headers.ContentDisposition?.FileNameStar
        ?? message.Content.Headers.ContentDisposition?.FileName)?.Trim('"');

    public Stream Body { get; } = body;

    /// <summary>Gets the size of the largest body that is read into memory, in bytes.</summary>
    public long MaximumSize => maximumSize;

    private string? MediaType => message.Content.Headers.ContentType?.MediaType;

    /// <summary>Refuses a body that is larger than what is read into memory.</summary>
    /// <param name="size">The size of the body so far, in bytes.</param>
    /// <exception cref="InvalidResponseException">The body is too large.</exception>
    public void CheckSize(long size)
    {
        if (size > maximumSize)
        {
            throw new InvalidResponseException(
                $"has more than {maximumSize.ToString("N0", CultureInfo.InvariantCulture)} bytes")
            {
                RecommendedAction = "Ask for fewer objects at a time (-PageSize) or fewer properties (-Property), or "
                    + "connect with a larger -MaximumResponseSize.",
                IsPermanent = true,
            };
        }
    }
}
