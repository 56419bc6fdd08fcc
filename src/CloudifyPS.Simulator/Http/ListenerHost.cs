using System.Net;
using System.Net.Sockets;

namespace CloudifyPS.Simulator.Http;

/// <summary>Listens on the loopback interface.</summary>
internal sealed class ListenerHost : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<ApiRequest, Task<ApiResponse>> _answer;

    public ListenerHost(int port, Func<ApiRequest, Task<ApiResponse>> answer)
    {
        _answer = answer;
        (_listener, Address) = Open(port);
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, Uri Address) Open(int port)
    {
        // HttpListener cannot select a free port. The attempt is repeated if another process takes the port meanwhile.
        for (var attempt = 1; ; attempt++)
        {
            var address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}/");
            var listener = new HttpListener();
            listener.Prefixes.Add(address.ToString());
            listener.Prefixes.Add($"http://localhost:{address.Port}/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (port == 0 && attempt < 5)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException
                or InvalidOperationException)
            {
                // A connection that fails before its request is complete does not stop the manager.
                if (_listener.IsListening)
                {
                    continue;
                }

                return;
            }

            _ = Task.Run(() => ServeAsync(context));
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var headers = request.Headers.AllKeys.OfType<string>()
                .ToDictionary(name => name, name => request.Headers[name] ?? "", StringComparer.OrdinalIgnoreCase);
            var answer = await _answer(new ApiRequest(
                request.HttpMethod, request.RawUrl ?? "/", headers, stream => request.InputStream.CopyToAsync(stream)))
                .ConfigureAwait(false);
            await WriteAsync(context.Response, answer, isHead: request.HttpMethod == "HEAD").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The response could not be sent: the client closed the connection, or the simulator is stopping. Any
            // other exception must not leave the client without an end of the connection.
            context.Response.Abort();
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, ApiResponse answer, bool isHead)
    {
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        if (answer.Status is not (204 or 304))
        {
            response.ContentType = answer.ContentType;
            response.ContentLength64 = answer.Body.Length;
            if (!isHead)
            {
                await answer.Body.CopyToAsync(response.OutputStream).ConfigureAwait(false);
            }
        }

        response.Close();
    }
}
