using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Tests.Support;

/// <summary>Servers that fail in different ways.</summary>
internal sealed class BadServers : IDisposable
{
    private readonly List<TcpListener> _listeners = [];

    public BadServers()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Closed = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        Silent = "http://" + Listen(async (_, stop) => await Task.Delay(Timeout.Infinite, stop));
        Broken = "http://" + Listen((client, _) =>
        {
            // Closing without lingering sends a reset.
            client.LingerState = new LingerOption(true, 0);
            return Task.CompletedTask;
        });
        Untrusted = "https://" + Listen(async (client, stop) =>
        {
            using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = Certificate() }, stop);
        });
    }

    /// <summary>Gets an address on which no server listens.</summary>
    public string Closed { get; }

    /// <summary>Gets the address of a server that accepts connections and sends nothing.</summary>
    public string Silent { get; }

    /// <summary>Gets the address of a server that accepts connections and resets them.</summary>
    public string Broken { get; }

    /// <summary>Gets the address of a server with an untrusted certificate.</summary>
    public string Untrusted { get; }

    private CancellationTokenSource Stop { get; } = new();

    public void Dispose()
    {
        Stop.Cancel();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        Stop.Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private string Listen(Func<TcpClient, CancellationToken, Task> serve)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        var stop = Stop.Token;
        _ = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                _ = Task.Run(
                    async () =>
                    {
                        using (client)
                        {
                            await serve(client, stop);
                        }
                    },
                    stop);
            }
        });
        return $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
