using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// A server that handles each connection with a script, byte by byte. It simulates the failures of a manager, a proxy
/// and a network.
/// </summary>
internal sealed class FaultServer : IDisposable
{
    private readonly Func<FaultConnection, Task> _script;
    private readonly X509Certificate2? _certificate;
    private readonly bool _wantsClientCertificate;
    private readonly bool _requiresClientCertificate;
    private readonly CancellationTokenSource _end = new();
    private readonly List<FaultConnection> _connections = [];
    private readonly List<FaultRequest> _requests = [];
    private readonly int _port;
    private TcpListener? _listener;

    /// <param name="script">Handles a connection.</param>
    /// <param name="certificate">The certificate for TLS; null for plain text.</param>
    /// <param name="wantsClientCertificate">Whether the server requests a client certificate.</param>
    /// <param name="requiresClientCertificate">
    /// Whether the TLS handshake fails for clients without a certificate.
    /// </param>
    /// <param name="address">The address to listen on; null for the loopback interface.</param>
    public FaultServer(
        Func<FaultConnection, Task> script,
        X509Certificate2? certificate = null,
        bool wantsClientCertificate = false,
        bool requiresClientCertificate = false,
        IPAddress? address = null)
    {
        _script = script;
        _certificate = certificate;
        _wantsClientCertificate = wantsClientCertificate || requiresClientCertificate;
        _requiresClientCertificate = requiresClientCertificate;
        Ip = address ?? IPAddress.Loopback;
        _port = 0;
        Start();
        _port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
        Address = new UriBuilder(certificate is null ? "http" : "https", Ip.ToString(), _port).Uri;
    }

    public IPAddress Ip { get; }

    public Uri Address { get; }

    /// <summary>
    /// Gets or sets the action that runs when a connection is held, for example to advance the clock of the client.
    /// </summary>
    public Func<Task>? OnHold { get; set; }

    /// <summary>Gets the accepted connections in order.</summary>
    public IReadOnlyList<FaultConnection> Connections => Copy(_connections);

    /// <summary>Gets the requests whose headers were received, in order.</summary>
    public IReadOnlyList<FaultRequest> Requests => Copy(_requests);

    /// <summary>Gets the methods of the requests in order.</summary>
    public string Methods => string.Join(" ", Requests.Select(request => request.Method));

    /// <summary>Creates a script that responds to each request with the result of a function.</summary>
    public static Func<FaultConnection, Task> Serve(Func<FaultRequest, string> answer) => async connection =>
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            await connection.SendAsync(answer(request));
        }
    };

    /// <summary>Creates a response in JSON.</summary>
    public static string Json(string body, int status = 200, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}"
        + $"Content-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>Creates the error of a manager in maintenance mode, which does not process requests.</summary>
    public static string Maintenance(string headers = "") =>
        Json("""{"error_code": "maintenance_mode_active", "message": "Maintenance"}""", 503, headers);

    /// <summary>Gets an address on which no server listens.</summary>
    public static Uri Nowhere()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Starts to listen, on the same port as before.</summary>
    public void Start()
    {
        _listener = new TcpListener(Ip, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Stops listening and resets all connections.</summary>
    public void Stop()
    {
        _listener!.Stop();
        foreach (var connection in Connections)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        Stop();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync();
            }
            catch (Exception exception)
                when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            int number;
            FaultConnection connection;
            lock (_connections)
            {
                number = _connections.Count + 1;
                connection = new FaultConnection(socket, number, Note, () =>
                    OnHold?.Invoke() ?? Task.CompletedTask, _end.Token);
                _connections.Add(connection);
            }

            _ = RunAsync(connection);
        }
    }

    private async Task RunAsync(FaultConnection connection)
    {
        try
        {
            if (_certificate is not null)
            {
                await connection.SecureAsync(_certificate, _wantsClientCertificate, _requiresClientCertificate);
            }

            await _script(connection);
        }
        catch (Exception exception) when (exception
            is IOException or SocketException or ObjectDisposedException
                or OperationCanceledException or AuthenticationException)
        {
            // The client has closed the connection, or the test has ended.
        }
        finally
        {
            connection.Close();
        }
    }

    private void Note(FaultRequest request)
    {
        lock (_requests)
        {
            _requests.Add(request);
        }
    }

    private static List<T> Copy<T>(List<T> list)
    {
        lock (list)
        {
            return [.. list];
        }
    }
}
