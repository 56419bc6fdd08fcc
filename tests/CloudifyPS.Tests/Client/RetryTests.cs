using System.Net.Http.Headers;
using System.Net.Sockets;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests which requests are retried, how often, and after which delay.</summary>
public sealed class RetryTests
{
    private const int Retries = 3;

    private static readonly Dictionary<string, Func<HttpResponseMessage>> Faults = new()
    {
        ["502"] = () => CannedHandler.Bytes("<html>Bad Gateway</html>"u8.ToArray(), 502, "text/html"),
        ["503"] = () => CannedHandler.Error(503, "maintenance_mode_active"),
        ["503 of a restore"] = () => CannedHandler.Error(503, "in_snapshot_restore_error"),
        ["503 of a service"] = () => CannedHandler.Error(503, "file_sync_service_error"),
        ["503 of a proxy"] = () =>
            CannedHandler.Bytes("<html>Service Unavailable</html>"u8.ToArray(), 503, "text/html"),
        ["503 without a body"] = () => CannedHandler.Bytes([], 503, "text/plain"),
        ["503 of other JSON"] = () => CannedHandler.Json("""{"message": "no healthy upstream"}""", 503),
        ["504"] = () => CannedHandler.Bytes("<html>Gateway Timeout</html>"u8.ToArray(), 504, "text/html"),
        ["429"] = () => CannedHandler.Json("{}", 429),
        ["500"] = () => CannedHandler.Error(500, "internal_server_error"),
        ["400"] = () => CannedHandler.Error(400, "bad_parameters_error"),
        ["404"] = () => CannedHandler.Error(404, "not_found_error"),
        ["reset"] = () =>
            throw new HttpRequestException("reset", new SocketException((int)SocketError.ConnectionReset)),
        ["refused"] = () =>
            throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        ["unknown host"] = () =>
            throw new HttpRequestException("unknown", new SocketException((int)SocketError.HostNotFound)),
        ["timeout"] = () => throw new HttpRequestException("late", new SocketException((int)SocketError.TimedOut)),
        ["truncated"] = () => CannedHandler.Json("""{"id": "x", "descr"""),
        ["html"] = () => CannedHandler.Bytes("<html>Hello</html>"u8.ToArray(), 200, "text/html"),
    };

    private static readonly Dictionary<string, Func<ManagerClient, Task>> Requests = new()
    {
        ["GET"] = client => client.Blueprints.GetAsync("x", null, default),
        ["PUT"] = client =>
            client.Deployments.CreateAsync("x", new DeploymentCreation { BlueprintId = "x", NoWait = true }, default),
        ["POST"] = client =>
            client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "install" }, default),
        ["PATCH"] = client => client.Executions.UpdateAsync("x", "failed", null, default),
        ["DELETE"] = client => client.Blueprints.DeleteAsync("x", false, default),
    };

    /// <summary>Gets the faults, the methods, and whether the request is retried.</summary>
    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            foreach (var fault in Faults.Keys)
            {
                foreach (var method in Requests.Keys)
                {
                    // The manager may have processed a request, unless it responds with an error of its own.
                    var wasNotTaken = fault is "503" or "503 of a restore" or "refused";
                    var passes = fault is "502" or "504" or "429" or "reset" or "timeout" or "truncated" or "html"
                        || fault.StartsWith("503");
                    var hasBody = method != "DELETE" || fault is not ("truncated" or "html");
                    if (hasBody)
                    {
                        cases.Add(fault, method, wasNotTaken || (passes && method == "GET"));
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OnlySafeRequestsAreRetried(string fault, string method, bool isRepeated)
    {
        var handler = CannedHandler.Sequence(Faults[fault]);
        using var fixture = new ClientFixture(handler);

        var failure = await fixture.FailAsync(Requests[method]);

        Assert.IsAssignableFrom<CfyException>(failure);

        // After a lost PUT, GET requests check whether the object was created.
        var attempts = fixture.Log.Attempts.Where(attempt => attempt.Method == method).ToList();
        Assert.Equal(isRepeated ? 1 + Retries : 1, handler.Requests.Count(request => request.Method == method));
        Assert.Equal(handler.Requests.Count, fixture.Log.Attempts.Count);
        Assert.Equal(Enumerable.Range(1, attempts.Count), attempts.Select(attempt => attempt.Number));
        Assert.All(attempts.SkipLast(1), attempt => Assert.NotNull(attempt.RetryAfter));
        Assert.Null(attempts[^1].RetryAfter);
    }

    [Theory]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("reset")]
    [InlineData("truncated")]
    public async Task ATransientFaultIsRetried(string fault)
    {
        var handler = CannedHandler.Sequence(Faults[fault], Faults[fault], () => CannedHandler.Json("""{"id": "x"}"""));
        using var fixture = new ClientFixture(handler);

        Assert.Equal("x", (await fixture.Client.Blueprints.GetAsync("x", null, default)).Id);
        Assert.Equal(3, handler.Requests.Count);
    }

    [Fact]
    public async Task PausesDoubleAndAreJittered()
    {
        using var fixture = new ClientFixture(CannedHandler.Sequence(Faults["502"]), options =>
            options.MaximumRetryCount = 10);

        await fixture.FailAsync(Requests["GET"]);

        var pauses = fixture.Clock.Pauses;
        Assert.Equal(10, pauses.Count);
        for (var i = 0; i < pauses.Count; i++)
        {
            var middle = Math.Pow(2, i);
            Assert.InRange(pauses[i].TotalSeconds, Math.Min(120, 0.75 * middle), Math.Min(120, 1.25 * middle));
        }

        Assert.True(pauses.Select((pause, i) => pause.TotalSeconds / Math.Pow(2, i)).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(41)]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(int.MaxValue)]
    public void TheRetryDelayDoesNotOverflow(int attempt)
    {
        foreach (var interval in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1) })
        {
            var policy = new RetryPolicy(int.MaxValue, interval, TimeProvider.System);

            var pause = policy.NextPause(attempt, canRepeat: true, null, ConnectionFailure.Reset, null)!.Value;

            var least = Math.Min(120, 0.75 * interval.TotalSeconds * Math.Min(1000, Math.Pow(2, attempt - 1)));
            Assert.InRange(pause.TotalSeconds, least, 120);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task MaximumRetryCountLimitsTheRetries(int count)
    {
        var handler = CannedHandler.Sequence(Faults["503"]);
        using var fixture = new ClientFixture(handler, options => options.MaximumRetryCount = count);

        await fixture.FailAsync(Requests["GET"]);

        Assert.Equal(1 + count, handler.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(502)]
    public async Task RetryAfterInSecondsIsHonoured(int status)
    {
        using var fixture = new ClientFixture(CannedHandler.Sequence(
            () => WithRetryAfter(status, new RetryConditionHeaderValue(TimeSpan.FromSeconds(17))),
            () => CannedHandler.Json("{}")));

        await Requests["GET"](fixture.Client);

        Assert.Equal(TimeSpan.FromSeconds(17), Assert.Single(fixture.Clock.Pauses));
    }

    [Fact]
    public async Task RetryAfterAsADateIsHonoured()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => throw new InvalidOperationException()));
        var date = fixture.Clock.GetUtcNow().AddSeconds(42);
        using var dated = new ClientFixture(CannedHandler.Sequence(
            () => WithRetryAfter(503, new RetryConditionHeaderValue(date)), () => CannedHandler.Json("{}")));

        await Requests["GET"](dated.Client);

        Assert.Equal(TimeSpan.FromSeconds(42), Assert.Single(dated.Clock.Pauses));
    }

    [Fact]
    public async Task RetryAfterInThePastIsIgnored()
    {
        using var fixture = new ClientFixture(CannedHandler.Sequence(
            () => WithRetryAfter(
                503, new RetryConditionHeaderValue(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero))),
            () => CannedHandler.Json("{}")));

        await Requests["GET"](fixture.Client);

        Assert.InRange(Assert.Single(fixture.Clock.Pauses).TotalSeconds, 0.75, 1.25);
    }

    [Fact]
    public async Task RetryAfterAboveTheLimitIsAnError()
    {
        var handler =
            CannedHandler.Sequence(() => WithRetryAfter(503, new RetryConditionHeaderValue(TimeSpan.FromHours(3))));
        using var fixture = new ClientFixture(handler);

        await fixture.FailAsync(Requests["GET"]);

        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task CancellationEndsAPause()
    {
        using var cancel = new CancellationTokenSource();
        var handler = new CannedHandler(_ => Faults["503"]());
        using var fixture = new ClientFixture(handler, options =>
        {
            options.TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
            options.MaximumRetryCount = 5;
        });
        var request = fixture.Client.Blueprints.GetAsync("x", null, cancel.Token);
        Assert.False(request.IsCompleted);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task ClosingTheSessionEndsAPauseBetweenRetries()
    {
        var handler = new CannedHandler(_ => Faults["503"]());
        var fixture = new ClientFixture(
            handler, options => options.TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        var request = fixture.Client.Blueprints.GetAsync("x", null, default);

        fixture.Dispose();

        await Assert.ThrowsAsync<CfySessionException>(() => request);
        await Assert.ThrowsAsync<CfySessionException>(() => fixture.Client.Blueprints.GetAsync("x", null, default));
        Assert.Single(handler.Requests);
    }

    private static HttpResponseMessage WithRetryAfter(int status, RetryConditionHeaderValue value)
    {
        var message = CannedHandler.Json("{}", status);
        message.Headers.RetryAfter = value;
        return message;
    }
}
