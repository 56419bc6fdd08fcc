using CloudifyPS.Client;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// Tests all network faults with all kinds of requests: the error, the number of requests, and that no file remains.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private const int Retries = 2;
    private const string Begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static readonly Dictionary<string, (string Id, Func<FaultConnection, Task> Script)> Faults = new()
    {
        ["reset at once"] = ("ConnectionReset", connection => Do(connection.Reset)),
        ["closed at once"] = ("ConnectionReset", connection => Do(connection.Close)),
        ["reset before headers"] = ("ConnectionReset", After(connection => Do(connection.Reset))),
        ["closed before headers"] = ("ConnectionReset", After(connection => Do(connection.Close))),
        ["stalled headers"] = ("RequestTimeout", After(connection => connection.HoldAsync())),
        ["reset in headers"] =
            ("ConnectionReset", After("HTTP/1.1 200 OK\r\nContent-Ty", connection => Do(connection.Reset))),
        ["closed in headers"] =
            ("ConnectionReset", After("HTTP/1.1 200 OK\r\nContent-Ty", connection => Do(connection.Close))),
        ["stalled in headers"] =
            ("RequestTimeout", After("HTTP/1.1 200 OK\r\nContent-Ty", connection => connection.HoldAsync())),
        ["reset in body"] = ("ConnectionReset", After(
            Begin + "Content-Length: 1000\r\n\r\n{\"items\"", connection => Do(connection.Reset))),
        ["closed in body"] = ("ConnectionReset", After(
            Begin + "Content-Length: 1000\r\n\r\n{\"items\"", connection => Do(connection.Close))),
        ["stalled in body"] = ("RequestTimeout", After(
            Begin + "Content-Length: 1000\r\n\r\n{\"items\"", connection => connection.HoldAsync())),
        ["closed in chunks"] = ("ConnectionReset", After(
            Begin + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"items\"\r\n", connection => Do(connection.Close))),
        ["broken chunks"] = ("InvalidResponse", After(Begin
            + "Transfer-Encoding: chunked\r\n\r\nno number\r\n{\"items\"\r\n", connection => connection.HoldAsync())),
        ["not http"] = ("InvalidResponse", After("SSH-2.0-OpenSSH_9.6\r\n", connection => connection.HoldAsync())),
        ["endless headers"] = ("InvalidResponse", After(
            "HTTP/1.1 200 OK\r\n"
                + string.Concat(Enumerable.Repeat("X-Header: " + new string('x', 1000) + "\r\n", 200)),
            connection => connection.HoldAsync())),
        ["bad gateway"] = ("ManagerFailed", FaultServer.Serve(
            _ => "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")),
        ["error that stalls"] = ("ManagerFailed", After(
            "HTTP/1.1 504 Gateway Timeout\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>",
            connection => connection.HoldAsync())),
        ["error that breaks"] = ("ManagerFailed", After(
            "HTTP/1.1 504 Gateway Timeout\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>",
            connection => Do(connection.Reset))),
    };

    private static readonly Dictionary<string, Func<FaultTests, ManagerClient, Task>> Requests = new()
    {
        ["list"] = (_, client) => client.Blueprints.List(new ListQuery(), default).ToListAsync(),
        ["download"] = (test, client) =>
            client.Blueprints.DownloadAsync("x", new DownloadTarget(test._folder.Path, false), null, default),
        ["start"] = (_, client) =>
            client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "install" }, default),
        ["delete"] = (_, client) => client.Blueprints.DeleteAsync("x", false, default),
        ["upload"] = (test, client) =>
            client.Snapshots.UploadAsync("x", UploadSource.FromFile(test._source["source.zip"]), null, default),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _source = new();

    public FaultTests() => _source.WriteLarge("source.zip", 100_000);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var fault in Faults.Keys)
            {
                foreach (var request in Requests.Keys)
                {
                    // The client does not read the body of the response to a deletion, and some waits are long.
                    if ((request != "delete" || !(fault.Contains("body") || fault.Contains("chunks")))
                        && (fault != "error that stalls" || request is "list" or "start"))
                    {
                        cases.Add(fault, request);
                    }
                }
            }

            return cases;
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        _source.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AFaultHasItsErrorAndItsNumberOfRetries(string fault, string request)
    {
        (var id, var script) = Faults[fault];
        var isStalled = fault.StartsWith("stalled");
        using var server = new FaultServer(script);
        using FaultClient client = new(server.Address);
        if (isStalled || fault == "error that stalls")
        {
            server.OnHold = () => client.Clock.ExpireAsync(isStalled ? 1 : 2);
        }

        var failure = await client.FailAsync(manager => Requests[request](this, manager));

        Assert.Equal(id, ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        var isRead = request is "list" or "download";
        if (fault.EndsWith("at once"))
        {
            // The request may have ended before there was a connection.
            Assert.InRange(
                client.Log.Attempts.Count(attempt => isRead || attempt.Method != "GET"),
                isRead ? 1 + Retries : 1,
                1 + Retries);
            Assert.Empty(server.Requests);
        }
        else
        {
            var expected = isRead ? 1 + Retries : 1;

            // After a lost upload, GET requests check whether the object was created.
            Assert.Equal(expected, client.Log.Attempts.Count(attempt => isRead || attempt.Method != "GET"));

            Assert.Equal(expected, server.Requests.Count(sent => isRead || sent.Method != "GET"));
        }

        Assert.Empty(_folder.Content);
        await TemporaryFolder.WhenReleasedAsync(_source["source.zip"]);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("download")]
    [InlineData("start")]
    [InlineData("delete")]
    [InlineData("upload")]
    public async Task ARefusedConnectionIsRetriedForAllRequests(string request)
    {
        using FaultClient client = new(FaultServer.Nowhere());

        var failure = await client.FailAsync(manager => Requests[request](this, manager));

        Assert.Equal("ConnectionRefused", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(1 + Retries, client.Log.Attempts.Count);
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public async Task AnUnresolvedNameIsReported()
    {
        using FaultClient client = new(new Uri("http://no-such-manager.invalid"));

        var failure = await client.FailAsync(manager => Requests["list"](this, manager));

        Assert.Equal("NameResolutionFailed", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("no-such-manager.invalid", failure.Message);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("start")]
    public async Task AConnectionThatIsNeverMadeIsATimeout(string request)
    {
        // Without a response to the TLS handshake, there is no connection, and no request has been sent. The result
        // does not depend on the speed of the machine, because the handshake never completes.
        using var server = new FaultServer(connection => connection.HoldAsync());
        using FaultClient client = new(
            new UriBuilder(server.Address) { Scheme = "https" }.Uri,
            options => options.ConnectTimeout = TimeSpan.FromMilliseconds(1));

        var failure = await client.FailAsync(manager => Requests[request](this, manager));

        Assert.Equal("RequestTimeout", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(1 + Retries, client.Log.Attempts.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task RedirectsAreNotFollowed(int status)
    {
        using var other = new FaultServer(FaultServer.Serve(_ => FaultServer.Json("""{"id": "x"}""")));
        using var server = new FaultServer(FaultServer.Serve(request =>
            FaultServer.Json("{}", status, $"Location: {other.Address}{request.Target.TrimStart('/')}\r\n")));
        foreach (var request in Requests.Keys)
        {
            using FaultClient client = new(server.Address);
            var failure = await client.FailAsync(manager => Requests[request](this, manager));
            Assert.Equal("Redirected", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
            Assert.Contains("https", ((CfyException)failure).RecommendedAction);
        }

        Assert.Equal(Requests.Count, server.Requests.Count);
        Assert.Empty(other.Connections);
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public async Task TheTransportDoesNotRetry()
    {
        // On a connection that was used before, SocketsHttpHandler repeats requests without content.
        using var server = new FaultServer(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.ReadRequestAsync();
                await connection.SendAsync(FaultServer.Json("""{"id": "x"}"""));
            }

            await connection.ReadRequestAsync();
        });
        using FaultClient client = new(server.Address);
        await client.Client.Blueprints.GetAsync("x", null, default);

        await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal(1 + 1 + Retries, server.Requests.Count);
        Assert.Equal(1 + 1 + Retries, client.Log.Attempts.Count);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("start")]
    public async Task AChangeIsNotRepeatedAfterALostConnection(string request)
    {
        // On a connection that was used before, HTTP clients can repeat requests.
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(FaultServer.Json("""{"id": "x"}"""));
            await connection.ReadRequestAsync();
        });
        using FaultClient client = new(server.Address);
        await client.Client.Blueprints.GetAsync("x", null, default);

        var failure = await client.FailAsync(manager => Requests[request](this, manager));

        Assert.Equal("ConnectionReset", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("may have processed", ((CfyException)failure).RecommendedAction);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task AnIdleConnectionThatWasClosedIsReplaced()
    {
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(FaultServer.Json("""{"id": "x"}"""));
        });
        using FaultClient client = new(server.Address);
        for (var i = 1; i <= 5; i++)
        {
            await Requests["start"](this, client.Client);
            await server.Connections[^1].Gone;
        }

        Assert.Equal("POST POST POST POST POST", server.Methods);
        Assert.Equal(5, client.Log.Attempts.Count);
    }

    [Fact]
    public async Task ASlowResponseIsRead()
    {
        var answer = FaultServer.Json("""{"items": [{"id": "a"}], "metadata": {"pagination": {"total": 1}}}""");
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            foreach (var letter in answer)
            {
                await connection.SendAsync(letter.ToString());
            }
        });
        using FaultClient client = new(server.Address);

        Assert.Equal(
            "a", Assert.Single(await client.Client.Blueprints.List(new ListQuery(), default).ToListAsync()).Id);
    }

    [Fact]
    public async Task ACompressedResponseIsDecompressed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(
            packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("""{"id": "x"}"""u8);
        }

        using var server = new FaultServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                await connection.SendAsync($"{Begin}Content-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
                await connection.SendAsync(packed.ToArray());
            }
        });
        using FaultClient client = new(server.Address);

        Assert.Equal("x", (await client.Client.Blueprints.GetAsync("x", null, default)).Id);
        Assert.Contains("gzip", server.Requests[0]["Accept-Encoding"]);
    }

    [Fact]
    public async Task AHugeErrorBodyIsNotReadCompletely()
    {
        var megabyte = new byte[1 << 20];
        Array.Fill(megabyte, (byte)'x');
        long sent = 0;
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(
                "HTTP/1.1 500 X\r\nContent-Type: text/plain\r\nContent-Length: 104857600\r\n\r\n");
            for (var i = 0; i < 100; i++)
            {
                await connection.SendAsync(megabyte);
                Interlocked.Add(ref sent, megabyte.Length);
            }
        });
        using FaultClient client = new(server.Address);

        var failure = await client.FailAsync(manager => Requests["start"](this, manager));

        Assert.Equal("ManagerFailed", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        await server.Connections[0].Gone;
        Assert.InRange(Interlocked.Read(ref sent), 0, 90L << 20);
    }

    private static Func<FaultConnection, Task> After(Func<FaultConnection, Task> then) => async connection =>
    {
        await connection.ReadRequestAsync();
        await then(connection);
    };

    private static Func<FaultConnection, Task> After(string answer, Func<FaultConnection, Task> then) =>
        async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(answer);
        await then(connection);
    };

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
