using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CloudifyPS.Tests.Client;

/// <summary>Records requests and returns the responses of a function, without a network.</summary>
internal sealed class CannedHandler(
    Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<SentRequest> _requests = [];

    public CannedHandler(Func<SentRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Gets the requests in the order in which they were sent.</summary>
    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Creates a handler that returns responses in order, and repeats the last one.</summary>
    public static CannedHandler Sequence(params Func<HttpResponseMessage>[] answers)
    {
        var next = 0;
        return new CannedHandler(_ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1]());
    }

    public static HttpResponseMessage Json(string body, int status = 200) =>
        Bytes(Encoding.UTF8.GetBytes(body), status);

    public static HttpResponseMessage Bytes(byte[] body, int status = 200, string type = "application/json") =>
        With(new ByteArrayContent(body), status, type);

    public static HttpResponseMessage With(HttpContent content, int status = 200, string type = "application/json")
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    /// <summary>Creates an error in the format of a manager.</summary>
    public static HttpResponseMessage Error(int status, string code, string message = "no", string? traceback = null) =>
        Json(
            $$"""{"message": "{{message}}", "error_code": "{{code}}", "server_traceback": """
            + (traceback is null ? "null" : '"' + traceback + '"') + " }",
            status);

    /// <summary>Creates a page of blueprints.</summary>
    public static HttpResponseMessage Page(IEnumerable<int> ids, long? total) => Json(
        "{\"items\": [" + string.Join(",", ids.Select(id => $$"""{"id": "b{{id}}"}""")) + "]"
        + (total is null ? string.Empty
            : $$$""", "metadata": {"pagination": {"total": {{{total}}}, "offset": 0, "size": 0}}""") + "}");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers
            .Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var content = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var sent = new SentRequest(request.Method.Method, request.RequestUri!, headers, content);
        lock (_requests)
        {
            _requests.Add(sent);
        }

        var message = await answer(sent, cancellationToken);
        message.RequestMessage = request;
        return message;
    }
}
