using System.Net.Sockets;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Simulator.Replay;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Http;

/// <summary>
/// Tests malformed requests over a socket: each receives a response, and the manager continues to work.
/// </summary>
public sealed class RawRequestTests : IDisposable
{
    private const long SevenHundredMegabytes = 700L * 1024 * 1024;
    private const string Credentials = "Authorization: Basic YWRtaW46YWRtaW4=\r\nTenant: default_tenant\r\n";
    private const string Upload = "PUT /api/v3.1/blueprints/bp1 HTTP/1.1\r\nHost: localhost\r\n" + Credentials;

    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly Uri _address;

    public RawRequestTests() => _address = _manager.Start();

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("Content-Length: {0}\r\n")]
    [InlineData("Content-Length: {0}\r\nExpect: 100-continue\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    public async Task CredentialsAreCheckedBeforeTheBodyIsRead(string headers)
    {
        // None of the body is sent, so an answer shows that the manager does not wait for it.
        using var connection = await SendAsync(
            "PUT /api/v3.1/blueprints/bp1 HTTP/1.1\r\nHost: localhost\r\n"
            + string.Format(headers, SevenHundredMegabytes) + "\r\n", isComplete: false);

        Assert.Equal(401, (await StatusesAsync(connection)).Last(status => status != 100));
    }

    [Theory]
    [InlineData("blueprints/bp1", "PUT", SevenHundredMegabytes)]
    [InlineData("secrets/s1", "PUT", 17L * 1024 * 1024)]
    public async Task ABodyAboveTheLimitIsRefusedBeforeItIsRead(string path, string method, long length)
    {
        using var connection = await SendAsync(
            $"{method} /api/v3.1/{path} HTTP/1.1\r\nHost: localhost\r\n{Credentials}"
            + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n", isComplete: false);

        Assert.Equal(413, (await StatusesAsync(connection)).Last());
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nshort", "a body that is shorter than announced")]
    [InlineData("Content-Length: nonsense\r\n\r\n", "a length that is no number")]
    [InlineData("Content-Length: -1\r\n\r\n", "a negative length")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n", "a length of 20 digits")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nabc", "a chunk that is cut")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", "a chunk size that is no number")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\nabcdef\r\n0\r\n\r\n", "a chunk longer than its size")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n9\r\nabc\r\n0\r\n\r\n", "a chunk shorter than its size")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n", "a negative chunk size")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n", "a huge chunk size")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n", "chunks with LF only")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "no chunk")]
    [InlineData("Transfer-Encoding: nonsense\r\n\r\n", "an unknown encoding")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "an encoding that is not served")]
    [InlineData(
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\n\r\n--b\r\n\r\n--", "a cut form")]
    [InlineData("nonsense\r\n\r\n", "a header without a colon")]
    [InlineData(": x\r\n\r\n", "a header without a name")]
    [InlineData("X: \0\u0001\r\n\r\n", "control characters in a header")]
    public async Task AMalformedBodyOrHeaderIsAnswered(string rest, string name)
    {
        using var connection = await SendAsync(Upload + rest);

        var statuses = await StatusesAsync(connection);

        Assert.True(statuses.Count > 0, $"There is no answer to {name}.");
        Assert.InRange(statuses[0], 400, 599);
        await AssertWorksAsync();
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET /api/v3.1/version\r\n\r\n")]
    [InlineData("GET /api/v3.1/version HTTP/9.9\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/v3.1/version HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\r\n\r\n")]
    [InlineData("BREW /api/v3.1/version HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /api/v3.1/version HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n")]
    public async Task AMalformedRequestDoesNotStopTheManager(string request)
    {
        using var connection = await SendAsync(request);

        // Some of these connections are closed without an answer, as a web server does. They must end.
        _ = await StatusesAsync(connection);
        await AssertWorksAsync();
    }

    [Theory]
    [InlineData("GET", "blueprints?_size=%ZZ")]
    [InlineData("GET", "blueprints?_size=99999999999999999999")]
    [InlineData("GET", "blueprints?_offset=-1")]
    [InlineData("GET", "blueprints?_include=%00,%FF")]
    [InlineData("GET", "blueprints?_sort=,,-")]
    [InlineData("GET", "blueprints?_sort=-%F0%9F%98%80")]
    [InlineData("GET", "blueprints?%FF=%FE")]
    [InlineData("GET", "blueprints?_all_tenants=perhaps")]
    [InlineData("GET", "blueprints?_filter_id=%2F..%2F")]
    [InlineData("GET", "blueprints/%00")]
    [InlineData("GET", "blueprints/%FF%FE")]
    [InlineData("GET", "blueprints/%ZZ")]
    [InlineData("GET", "events?message=%5C")]
    [InlineData("GET", "events?_range=timestamp")]
    [InlineData("GET", "events?_range=timestamp,x,y")]
    [InlineData("GET", "tasks_graphs?execution_id=%00")]
    [InlineData("GET", "operations?graph_id=%FF")]
    [InlineData("GET", "summary/nodes?_target_field=%00")]
    [InlineData("GET", "plugins?plugin_archive_url=%00&x=%00")]
    [InlineData("PUT", "blueprints/bp1?labels=%2C%3D&async_upload=%00")]
    [InlineData("PUT", "blueprints/bp1?blueprint_archive_url=http://%00")]
    public async Task GarbageInAPathOrQueryGetsTheManagersError(string method, string path)
    {
        using var connection = await SendAsync(
            $"{method} /api/v3.1/{path} HTTP/1.0\r\nHost: localhost\r\n{Credentials}Content-Length: 0\r\n\r\n");

        await AssertErrorAsync(connection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[[[[")]
    [InlineData("{\"a\": 1} {\"b\": 2}")]
    [InlineData("\u00FF\u00FE")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1e999999999")]
    [InlineData("\"\\uD800\"")]
    [InlineData("{\"value\": 99999999999999999999999999999999999999}")]
    [InlineData("{\"value\": \"x\", \"visibility\": {\"a\": []}, \"is_hidden_value\": []}")]
    [InlineData("{\"value\": \"x\", \"schema\": 5}")]
    public async Task GarbageInJsonGetsTheManagersError(string body)
    {
        var bytes = Encoding.Latin1.GetByteCount(body);
        using var connection = await SendAsync(
            $"PUT /api/v3.1/secrets/s1 HTTP/1.0\r\nHost: localhost\r\n{Credentials}"
            + $"Content-Type: application/json\r\nContent-Length: {bytes}\r\n\r\n{body}");

        await AssertErrorAsync(connection);
    }

    [Fact]
    public async Task DeepJsonGetsTheManagersError()
    {
        var body = new string('[', 100_000);
        using var connection = await SendAsync(
            $"PUT /api/v3.1/secrets/s1 HTTP/1.0\r\nHost: localhost\r\n{Credentials}"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        await AssertErrorAsync(connection);
    }

    [Theory]
    [InlineData("Authorization: \u00FF\u00FE")]
    [InlineData("Authorization: Basic ====")]
    [InlineData("Authorization: Basic /////w==")]
    [InlineData("Authorization: Basic YWRtaW4=")]
    [InlineData("Authorization: Nonsense")]
    [InlineData("Authentication-Token: \u00FF")]
    [InlineData("Authorization: Basic YWRtaW46YWRtaW4=\r\nTenant: \u00FF")]
    [InlineData("Authorization: Basic YWRtaW46YWRtaW4=\r\nTenant: no such tenant")]
    public async Task GarbageInHeadersGetsTheManagersError(string headers)
    {
        using var connection = await SendAsync(
            $"GET /api/v3.1/blueprints HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n\r\n");

        await AssertErrorAsync(connection);
    }

    private async Task AssertErrorAsync(NetworkStream connection)
    {
        var answer = await ReadAsync(connection);
        Assert.StartsWith("HTTP/1.", answer);
        Assert.InRange(int.Parse(answer.Split(' ')[1]), 400, 599);
        var body = answer[(answer.IndexOf("\r\n\r\n") + 4)..];
        Assert.True(
            (Replayer.Parse(body) as JObject)?["message"] is not null
            || body.StartsWith("<!doctype html>", StringComparison.Ordinal),
            answer);
        await AssertWorksAsync();
    }

    private async Task AssertWorksAsync()
    {
        using var client = new SimulatorClient(_manager);
        Assert.Equal(200, (await client.GetAsync("/api/v3.1/version")).Status);
        using var connection = await SendAsync(
            $"GET /api/v3.1/version HTTP/1.0\r\nHost: localhost\r\n{Credentials}\r\n");
        Assert.Equal([200], await StatusesAsync(connection));
    }

    private async Task<NetworkStream> SendAsync(string request, bool isComplete = true)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_address.Host, _address.Port);
        var connection = new NetworkStream(socket, ownsSocket: true);
        await connection.WriteAsync(
            Encoding.Latin1.GetBytes(request.Replace("Host: localhost", $"Host: localhost:{_address.Port}")));
        if (isComplete)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        return connection;
    }

    private static async Task<string> ReadAsync(NetworkStream connection)
    {
        using var reader = new StreamReader(connection, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>
    /// Reads the statuses of the answers up to the first final one, or to the end of the connection.
    /// </summary>
    private static async Task<IReadOnlyList<int>> StatusesAsync(NetworkStream connection)
    {
        var reader = new StreamReader(connection, Encoding.Latin1);
        List<int> statuses = [];
        try
        {
            while (statuses.LastOrDefault(100) == 100 && await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("HTTP/1.", StringComparison.Ordinal))
                {
                    statuses.Add(int.Parse(line.Split(' ')[1]));
                }
            }
        }
        catch (IOException)
        {
            // The manager closed the connection.
        }

        return statuses;
    }
}
