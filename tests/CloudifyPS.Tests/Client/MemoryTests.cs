using CloudifyPS.Client;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Tests.Support;
using CloudifyPS.Tests.Faults;

namespace CloudifyPS.Tests.Client;

/// <summary>Measures the memory of long and large operations while no other test runs.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const int Looks = 6000;

    [Fact]
    public async Task MemoryDoesNotGrowWithTheDurationOfFollowing()
    {
        var clock = new InstantClock();
        var looks = 0;
        var events = 0;
        long early = 0;
        long late = 0;
        var handler = new ForgetfulHandler(path =>
        {
            if (!path.EndsWith("/events", StringComparison.Ordinal))
            {
                looks++;
                if (looks is Looks / 10)
                {
                    early = GC.GetTotalMemory(forceFullCollection: true);
                }
                else if (looks == Looks)
                {
                    late = GC.GetTotalMemory(forceFullCollection: true);
                }

                return $$"""{"id": "e", "status": "{{(looks > Looks ? "terminated" : "started")}}"}""";
            }

            var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            return $$"""{"items": [{"_storage_id": {{++events}}, "type": "cloudify_event", "timestamp": "{{time}}", """
                + """ "message": "m"}], "metadata": {"pagination": {"total": 1}}}""";
        });
        var options = new ConnectionOptions(new Uri("https://manager.example"))
        {
            Handler = handler,
            TimeProvider = clock,
            NoProbe = true,
        };
        var session = await ManagerClient.ConnectAsync(options, null, default);
        using var cancel = new CancellationTokenSource();
        var seen = 0;

        await new ManagerClient(session).Events.FollowAsync(
            new EventQuery { ExecutionIds = ["e"] }, null, page => seen += page.Count, Assert.Fail, null, cancel.Token);

        ManagerClient.Disconnect(session);
        Assert.Equal(events, seen);
        Assert.InRange(late - early, long.MinValue, 1_000_000);
    }

    [Fact]
    public async Task ALargeUploadUsesLittleMemory()
    {
        const long Length = 200L << 20;
        using var folder = new TemporaryFolder();
        using var fixture = new ClientFixture(new CannedHandler(_ =>
        {
            var message = CannedHandler.With(new StreamContent(new Zeros(Length)), type: "application/octet-stream");
            message.Content.Headers.ContentLength = Length;
            return message;
        }));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var path = await fixture.Client.Blueprints.DownloadAsync(
            "x", new DownloadTarget(folder.Path, false), null, default);

        Assert.Equal(Length, new FileInfo(path).Length);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Length / 10);
    }

    private sealed class ForgetfulHandler(Func<string, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(CannedHandler.Json(answer(request.RequestUri!.AbsolutePath)));
    }

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Clear(buffer, offset, read);
            _left -= read;
            return read;
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));
    }
}
