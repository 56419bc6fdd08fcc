using System.Net;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Client.Connection;

/// <summary>One attempt to send a request. Its properties do not contain secrets.</summary>
internal sealed class RequestAttempt
{
    private readonly Lazy<Uri> _uri;

    internal RequestAttempt(string method, Uri uri, int number, Redactor redactor)
    {
        Method = method;
        Number = number;
        Redactor = redactor;
        _uri = new Lazy<Uri>(() => redactor.Link(uri));
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The address.</summary>
    public Uri Uri => _uri.Value;

    /// <summary>Gets the redactor with the secrets of the request.</summary>
    public Redactor Redactor { get; }

    /// <summary>The number of the attempt, from 1.</summary>
    public int Number { get; }

    /// <summary>The status; null if there was no response.</summary>
    public HttpStatusCode? StatusCode { get; internal set; }

    /// <summary>The reason for which there was no response; null if there was one.</summary>
    public string? Failure { get; internal set; }

    /// <summary>The time from the start of the attempt until the headers of the response arrived.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The delay before the next attempt; null if this was the last one.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>The redacted headers of the request.</summary>
    public IReadOnlyList<string> RequestHeaders { get; internal set; } = [];

    /// <summary>The redacted JSON body of the request; null if there was none or it was not requested.</summary>
    public string? RequestBody { get; internal set; }

    /// <summary>The redacted headers of the response.</summary>
    public IReadOnlyList<string> ResponseHeaders { get; internal set; } = [];

    /// <summary>
    /// The body of the response, redacted and shortened; null if it was not requested or is not text.
    /// </summary>
    public string? ResponseBody { get; internal set; }
}
