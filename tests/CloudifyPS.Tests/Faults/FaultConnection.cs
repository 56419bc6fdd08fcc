using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CloudifyPS.Tests.Faults;

/// <summary>A connection of a <see cref="FaultServer"/>, which the script of the server reads and writes.</summary>
internal sealed class FaultConnection(
    Socket socket, int number, Action<FaultRequest> note, Func<Task> held, CancellationToken end)
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream _stream = new NetworkStream(socket);

    /// <summary>Gets the number of the connection, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>Gets a task that ends when the client or the server has closed the connection.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Gets the certificate that the client has sent over TLS; null for none.</summary>
    public X509Certificate? ClientCertificate { get; private set; }

    public async Task SecureAsync(
        X509Certificate2 certificate, bool wantsClientCertificate, bool requiresClientCertificate)
    {
        var secure = new SslStream(_stream);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = wantsClientCertificate,
                RemoteCertificateValidationCallback =
                    (_, presented, _, _) => presented is not null || !requiresClientCertificate,
            },
            end);
        _stream = secure;
        ClientCertificate = secure.RemoteCertificate;
    }

    /// <summary>Reads a request with its body. Returns null if the client has closed the connection.</summary>
    public async Task<FaultRequest?> ReadRequestAsync()
    {
        if (await ReadHeadAsync() is not { } request)
        {
            return null;
        }

        await ReadBodyAsync(request);
        return request;
    }

    /// <summary>Reads the body of a request whose headers have been read.</summary>
    public async Task ReadBodyAsync(FaultRequest request)
    {
        if (request["Expect"] is not null)
        {
            await SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        }

        if (request["Content-Length"] is { } length)
        {
            request.Body = await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture));
        }
        else if (request["Transfer-Encoding"] == "chunked")
        {
            var body = new MemoryStream();
            while (int.Parse((await ReadLineAsync())!, NumberStyles.HexNumber) is > 0 and var size)
            {
                body.Write(await ReadAsync(size));
                await ReadLineAsync();
            }

            await ReadLineAsync();
            request.Body = body.ToArray();
        }
    }

    /// <summary>Reads the headers of a request. Returns null if the client has closed the connection.</summary>
    public async Task<FaultRequest?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (await ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                var request = new FaultRequest(head.ToString());
                note(request);
                return request;
            }

            head.Append(line).Append("\r\n");
        }

        return null;
    }

    /// <summary>Reads a number of bytes.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, end);
        return bytes;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, end);
        await _stream.FlushAsync(end);
    }

    /// <summary>Sends nothing until the client closes the connection.</summary>
    public async Task HoldAsync()
    {
        await held();
        var nothing = new byte[4096];
        while (await _stream.ReadAsync(nothing, end) > 0)
        {
            // Further data from the client is ignored.
        }
    }

    /// <summary>Resets the connection, as after a crash of the server.</summary>
    public void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The connection has been closed already.
        }

        Close();
    }

    /// <summary>Closes the connection regularly.</summary>
    public void Close()
    {
        _stream.Dispose();
        socket.Dispose();
        _gone.TrySetResult();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, end) > 0)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
