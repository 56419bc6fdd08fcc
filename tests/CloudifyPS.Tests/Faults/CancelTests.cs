using CloudifyPS.Client;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// Tests cancellation at all stages of a request: the request ends, its connection is closed, and no file remains.
/// </summary>
public sealed class CancelTests : IDisposable
{
    private const string Begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _source = new();

    public CancelTests() => WriteSources(1000);

    /// <summary>Gets the stages at which the server stops, and the requests.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var point in new[] { "before headers", "in headers", "in body", "in an error", "in a pause" })
            {
                foreach (var request in new[] { "get", "list",
                    "download", "overwrite", "start", "delete", "upload", "upload folder", "wait", "follow" })
                {
                    // The client does not read the body of the response to a deletion.
                    if (!(request == "delete" && point == "in body"))
                    {
                        cases.Add(point, request);
                    }
                }
            }

            cases.Add("in the upload", "upload");
            cases.Add("in the upload", "upload folder");
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
    public async Task CancellationEndsTheRequestAndLeavesNoFile(string point, string request)
    {
        if (point == "in the upload")
        {
            // More data than all buffers between client and server hold.
            WriteSources(32 << 20);
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new FaultServer(async connection =>
        {
            if (point == "in the upload")
            {
                await connection.ReadHeadAsync();
                await connection.ReadAsync(100_000);
                reached.TrySetResult();
                await goOn.Task;
                await connection.HoldAsync();
                return;
            }

            await connection.ReadRequestAsync();
            await connection.SendAsync(point switch
            {
                "in headers" => "HTTP/1.1 200 OK\r\nContent-Ty",
                "in body" => Begin + "{\"items\": [",
                "in an error" => "HTTP/1.1 500 X\r\nContent-Length: 1000\r\n\r\n<html>",
                "in a pause" => FaultServer.Maintenance(),
                _ => string.Empty,
            });
            if (point != "in a pause")
            {
                reached.TrySetResult();
            }

            await connection.HoldAsync();
        });
        var clock = new PausingClock(reached);
        using FaultClient client = new(server.Address, options =>
        {
            if (point == "in a pause")
            {
                options.TimeProvider = clock;
            }
        });
        var existing = _folder.Write("existing", "before");
        using var cancel = new CancellationTokenSource();

        var work = Task.Run(() => StartAsync(request, client.Client, existing, cancel.Token));
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromMinutes(1)));
        goOn.TrySetResult();
        if (point != "in a pause")
        {
            await Task.WhenAll(server.Connections.Select(connection => connection.Gone))
                .WaitAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["existing"], _folder.Content);
        Assert.Equal("before", File.ReadAllText(existing));
        await TemporaryFolder.WhenReleasedAsync(_source["source.zip"]);
        await TemporaryFolder.WhenReleasedAsync(Path.Combine(_source["blueprint"], "noise"));

        // A wait starts with a pause.
        Assert.InRange(server.Requests.Count, request is "wait" && point == "in a pause" ? 0 : 1, 1);
    }

    [Fact]
    public async Task CancellationEndsAPendingConnection()
    {
        var reached = new TaskCompletionSource();
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadAsync(1);
            reached.SetResult();
            await connection.HoldAsync();
        });
        using FaultClient client = new(
            new UriBuilder(server.Address) { Scheme = "https" }.Uri);
        using var cancel = new CancellationTokenSource();
        Task work = client.Client.Blueprints.GetAsync("x", null, cancel.Token);
        await reached.Task;

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task ClosingTheSessionEndsRequestsInFlight()
    {
        var reached = new TaskCompletionSource();
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(Begin + "{");
            reached.SetResult();
            await connection.HoldAsync();
        });
        using FaultClient client = new(server.Address);
        Task work = client.Client.Blueprints.DownloadAsync("x", new DownloadTarget(_folder.Path, false), null, default);
        await reached.Task;

        ManagerClient.Disconnect(client.Session);

        await Assert.ThrowsAsync<CfySessionException>(() => work.WaitAsync(TimeSpan.FromMinutes(1)));
        await server.Connections[0].Gone;
        Assert.Empty(_folder.Content);
    }

    // The pauses of this clock do not end.
    [Theory]
    [InlineData("wait")]
    [InlineData("watch")]
    [InlineData("follow")]
    [InlineData("retry")]
    public async Task ClosingTheSessionEndsAPause(string request)
    {
        const string Started = """{"id": "e", "status": "started"}""";
        const string Page = """], "metadata": {"pagination": {"total": 1}}}""";
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new FaultServer(FaultServer.Serve(sent =>
            request == "retry" ? FaultServer.Json("{}", 502)
            : sent.Target.Contains("/executions/", StringComparison.Ordinal) ? FaultServer.Json(Started)
            : sent.Target.Contains("/executions?", StringComparison.Ordinal)
                ? FaultServer.Json("""{"items": [""" + Started + Page)
            : FaultServer.Json("""{"items": [{"message": "m"}""" + Page)));
        using FaultClient client = new(server.Address, options => options.TimeProvider = new PausingClock(reached));
        var work = request == "watch"
            ? Watch(client.Client)
            : StartAsync(request == "retry" ? "get" : request, client.Client, string.Empty, default);
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

        ManagerClient.Disconnect(client.Session);

        var failure = await Assert.ThrowsAsync<CfySessionException>(() => work.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.True(failure.IsClosed);

        static Task Watch(ManagerClient manager)
        {
            var watch = manager.WatchExecutions(_ => false, limit: null);
            watch.Add("e", new Execution { Id = "e", Status = "started" });
            return watch.RunAsync(() => false, _ => { }, null, default);
        }
    }

    private void WriteSources(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        Directory.CreateDirectory(_source["blueprint"]);
        File.WriteAllBytes(_source["source.zip"], noise);
        File.WriteAllBytes(Path.Combine(_source["blueprint"], "noise"), noise);
    }

    private Task StartAsync(string request, ManagerClient client, string existing, CancellationToken token) =>
        request switch
    {
        "get" => client.Blueprints.GetAsync("x", null, token),
        "list" => client.Blueprints.List(new ListQuery(), token).ToListAsync(),
        "download" => client.Blueprints.DownloadAsync("x", new DownloadTarget(_folder.Path, false), null, token),
        "overwrite" => client.Blueprints.DownloadAsync("x", new DownloadTarget(existing, true), null, token),
        "start" => client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "w" }, token),
        "delete" => client.Blueprints.DeleteAsync("x", false, token),
        "upload" => client.Snapshots.UploadAsync("x", UploadSource.FromFile(_source["source.zip"]), null, token),
        "upload folder" => client.Blueprints.UploadAsync(
            "x", UploadSource.FromBlueprint(_source["blueprint"]), new BlueprintUpload(), null, token),
        "wait" => client.Executions.WaitAsync(new Execution { Id = "e", Status = "started" }, null, token),
        _ => client.Events.FollowAsync(
            new EventQuery { ExecutionIds = ["e"] }, null, _ => { }, Assert.Fail, null, token),
    };

    /// <summary>A clock whose pauses do not end by themselves, and that reports when one starts.</summary>
    private sealed class PausingClock(TaskCompletionSource reached) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // A timer that is armed later is a time limit, not a pause.
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                reached.TrySetResult();
            }

            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
