using System.Net;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Client.Connection;

/// <summary>One attempt to send a request. Secrets have been removed from everything in it.</summary>
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

    /// <summary>Gets what removes the secrets of the request.</summary>
    public Redactor Redactor { get; }

    /// <summary>1 for the first attempt.</summary>
    public int Number { get; }

    /// <summary>The status; null when no answer came.</summary>
    public HttpStatusCode? StatusCode { get; internal set; }

    /// <summary>Why no answer came; null when one did.</summary>
    public string? Failure { get; internal set; }

    /// <summary>From sending to the answer's headers.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The pause before the next attempt; null when this was the last.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>Headers of the request, redacted.</summary>
    public IReadOnlyList<string> RequestHeaders { get; internal set; } = [];

    /// <summary>JSON body of the request, redacted; null when there was none or it was not wanted.</summary>
    public string? RequestBody { get; internal set; }

    /// <summary>Headers of the answer, redacted.</summary>
    public IReadOnlyList<string> ResponseHeaders { get; internal set; } = [];

    /// <summary>
    /// The body of the response, redacted and shortened; null if it was not requested or is not text.
    /// </summary>
    public string? ResponseBody { get; internal set; }
}
