using CloudifyPS.Client.Connection;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Tests that a request times out only while no data is transferred. The total time of a transfer is not limited.
/// </summary>
public sealed class TransferTimeoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);

    [Fact]
    public void HttpClientHasNoTimeout()
    {
        using var client = MessageHandlers.CreateClient(
            new ConnectionOptions(new Uri("https://manager.example")), _ => { });

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
    }

    [Fact]
    public async Task ATransferWithDataDoesNotTimeOut()
    {
        using var fixture = Answer(Limit - TimeSpan.FromSeconds(1), out var time);

        Assert.Equal("x", (await fixture.Client.Blueprints.GetAsync("x", null, default)).Id);
        Assert.True(time() > TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task ATransferWithoutDataTimesOut()
    {
        using var fixture = Answer(Limit + TimeSpan.FromSeconds(1), out _);

        var failure = await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.Equal(ConnectionFailure.Timeout, Assert.IsType<CfyConnectionException>(failure).Failure);
    }

    // Creates a response whose bytes arrive one by one, with a pause before each.
    private static ClientFixture Answer(TimeSpan pause, out Func<TimeSpan> time)
    {
        ClientFixture? fixture = null;
        fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.With(new StreamContent(
                new SlowStream(
                    """{"id": "x", "description": "slow"}"""u8.ToArray(), () => fixture!.Clock.Advance(pause))))),
            options =>
            {
                options.Timeout = Limit;
                options.MaximumRetryCount = 0;
            });
        var start = fixture.Clock.GetUtcNow();
        time = () => fixture.Clock.GetUtcNow() - start;
        return fixture;
    }

    private sealed class SlowStream(byte[] content, Action beforeRead) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            beforeRead();
            return base.ReadAsync(buffer[..1], cancellationToken);
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
