using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// A server that does to every connection what a script says, byte by byte: what a manager, its proxy, its network and
/// its administrator do when things go wrong.
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

    /// <param name="script">What happens on a connection.</param>
    /// <param name="certificate">Speaks TLS with this; null for plain text.</param>
    /// <param name="wantsClientCertificate">Asks for the client's certificate.</param>
    /// <param name="requiresClientCertificate">Refuses clients without a certificate in the TLS handshake.</param>
    /// <param name="address">Where it listens; the loopback interface when null.</param>
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
    /// Gets or sets what happens when a connection is held: the clock of the client moves on, for example.
    /// </summary>
    public Func<Task>? OnHold { get; set; }

    /// <summary>The connections that were made, in order.</summary>
    public IReadOnlyList<FaultConnection> Connections => Copy(_connections);

    /// <summary>The requests whose headers arrived, in order.</summary>
    public IReadOnlyList<FaultRequest> Requests => Copy(_requests);

    /// <summary>The methods of the requests, in order.</summary>
    public string Methods => string.Join(" ", Requests.Select(request => request.Method));

    /// <summary>Serves every request of every connection with what a function answers.</summary>
    public static Func<FaultConnection, Task> Serve(Func<FaultRequest, string> answer) => async connection =>
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            await connection.SendAsync(answer(request));
        }
    };

    /// <summary>An answer in JSON.</summary>
    public static string Json(string body, int status = 200, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}"
        + $"Content-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>The error of a manager in maintenance mode, which processes nothing.</summary>
    public static string Maintenance(string headers = "") =>
        Json("""{"error_code": "maintenance_mode_active", "message": "Maintenance"}""", 503, headers);

    /// <summary>An address at which nothing listens.</summary>
    public static Uri Nowhere()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Listens, at the same place as before.</summary>
    public void Start()
    {
        _listener = new TcpListener(Ip, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Goes away, and its connections with it.</summary>
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
            // The client is gone, or the test is over.
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
