using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace CloudifyPS.Tests.Support;

/// <summary>
/// A manager on the loopback interface that records requests and returns configured responses. It is used to test the
/// requests of cmdlets, and responses that the simulator does not return.
/// </summary>
internal sealed class FakeManager : IDisposable
{
    /// <summary>A response with the keys of all resources, which is also a list with one item.</summary>
    private const string Anything = """
        "id": "x", "key": "x", "name": "x", "username": "x", "tenant_name": "default_tenant", "status": "terminated",
        "state": "uploaded", "version": 3, "workflow_id": "w", "deployment_id": "x", "value": "ctok-1"
        """;

    private readonly HttpListener _listener;
    private readonly List<CannedAnswer> _answers = [];

    public FakeManager(string version = "7.0.5")
    {
        (_listener, Address) = Listen();
        Answer("GET", "/api/version$", 200, $$"""{"version": "{{version}}", "edition": "premium"}""");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Gets the requests since the connection in order.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = new();

    /// <summary>Gets the only request.</summary>
    public FakeRequest Request => Assert.Single(Requests);

    /// <summary>Sets a response. A later response for the same request overrides it.</summary>
    public FakeManager Answer(string method, string path, int status, string body)
    {
        lock (_answers)
        {
            _answers.Insert(0, new CannedAnswer(method, new Regex(path), status, body));
        }

        return this;
    }

    /// <summary>Sets a response that is returned once.</summary>
    public FakeManager AnswerOnce(string method, string path, int status, string body)
    {
        Answer(method, path, status, body);
        lock (_answers)
        {
            _answers[0] = _answers[0] with { IsOnce = true };
        }

        return this;
    }

    /// <summary>Responds to all requests with an error that quotes the request, its headers and its body.</summary>
    public FakeManager Quote(int status, string code)
    {
        lock (_answers)
        {
            _answers.Insert(
                0, new CannedAnswer(".", new Regex("(?<!/api/version)$"), status, code) { QuotesRequest = true });
        }

        return this;
    }

    /// <summary>Sets an error in the format of a manager.</summary>
    public FakeManager Fail(string method, string path, int status, string code, string message = "refused") =>
        Answer(method, path, status,
            $$"""{"message": "{{message}}", "error_code": "{{code}}", "server_traceback": null}""");

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)_listener).Dispose();

    /// <summary>Listens on a free port. Retries if another process takes the port first.</summary>
    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = new Uri($"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}/");

            // A listener that has failed to start cannot be used again.
            var listener = new HttpListener { Prefixes = { address.AbsoluteUri } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 50)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await ServeAsync(context);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var uri = context.Request.Url!;
        var method = context.Request.HttpMethod;
        (var status, var answer) = Find(method, uri.AbsolutePath, () => JsonConvert.ToString(
            $"cannot do {Encoding.UTF8.GetString(body.ToArray())} for {context.Request.Headers}"));
        if (!uri.AbsolutePath.EndsWith("/api/version", StringComparison.Ordinal))
        {
            Requests.Enqueue(
                new FakeRequest(method, uri.AbsolutePath, uri.Query, body.ToArray(), context.Request.Headers));
        }

        var bytes = Encoding.UTF8.GetBytes(answer);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    private (int Status, string Body) Find(string method, string path, Func<string> quote)
    {
        lock (_answers)
        {
            var found = _answers.FindIndex(
                answer => (answer.Method == "." || answer.Method == method) && answer.Path.IsMatch(path));
            if (found < 0)
            {
                return (200, "{" + Anything + ", \"items\": [{" + Anything + "}], "
                    + "\"metadata\": {\"pagination\": {\"total\": 1, \"offset\": 0, \"size\": 1000}}}");
            }

            var canned = _answers[found];
            if (canned.IsOnce)
            {
                _answers.RemoveAt(found);
            }

            return (canned.Status, canned.QuotesRequest
                ? $$"""{"message": {{quote()}}, "error_code": "{{canned.Body}}", "server_traceback": {{quote()}}}"""
                : canned.Body);
        }
    }

    private sealed record CannedAnswer(string Method, Regex Path, int Status, string Body)
    {
        public bool IsOnce { get; init; }

        public bool QuotesRequest { get; init; }
    }
}
