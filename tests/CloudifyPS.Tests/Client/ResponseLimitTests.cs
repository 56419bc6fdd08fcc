using System.IO.Compression;
using System.Text;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Faults;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests the limit for responses that are read into memory. Downloads to files have no limit.</summary>
public sealed class ResponseLimitTests : IDisposable
{
    private const int Limit = 1_000_000;
    private const int Buffers = 2 * Limit;

    private static readonly Dictionary<string, Func<ManagerClient, Task>> Requests = new()
    {
        ["get"] = client => client.Blueprints.GetAsync("x", null, default),
        ["list"] = client => client.Blueprints.List(new ListQuery(), default).ToListAsync(),
        ["start"] = client =>
            client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "w" }, default),
        ["raw"] = client => client.Raw.SendAsync(new RawRequest { Path = "x" }, null, default),
        ["plugins"] = client => client.Plugins.List(new ListQuery(), default).ToListAsync(),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, bool>();
            foreach (var request in Requests.Keys)
            {
                foreach (var body in new[] { "a long string", "many objects", "text", "with a length" })
                {
                    cases.Add(request, body, false);
                    cases.Add(request, body, true);
                }
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AResponseAboveTheLimitIsNotReadCompletely(string request, string body, bool wantsBodies)
    {
        var stream = new RepeatedStream(
            body == "many objects" ? "{\"items\": [" : "{\"description\": \"",
            body == "many objects" ? "{\"id\": \"b\"}," : "x",
            1L << 40);
        var handler = new CannedHandler(_ =>
        {
            var message = CannedHandler.With(
                new StreamContent(stream), type: body == "text" ? "text/plain" : "application/json");
            message.Content.Headers.ContentLength = body == "with a length" ? 1L << 40 : null;
            return message;
        });
        using var fixture = new ClientFixture(handler, options => options.MaximumResponseSize = Limit, wantsBodies);

        var failure = await fixture.FailAsync(Requests[request]);

        Assert.Equal("InvalidResponse", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("more than 1,000,000 bytes", failure.Message);
        Assert.Contains("-MaximumResponseSize", ((CfyException)failure).RecommendedAction);
        Assert.InRange(stream.Given, 0, Limit + Buffers);

        // The request is not repeated, because the next response would have the same size.
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task AResponseOfExactlyTheLimitIsRead(int more, bool isRead)
    {
        var text = "{\"id\": \"x\"}".PadRight(Limit + more);
        using var fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.Json(text)), options => options.MaximumResponseSize = Limit);

        var failure = await Record.ExceptionAsync(() => fixture.Client.Blueprints.GetAsync("x", null, default));

        Assert.Equal(isRead, failure is null);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task TheLimitAppliesToTheDecompressedResponse(string encoding)
    {
        // 500 MB in 500 KB. The compressed size is below the limit.
        using var packed = new MemoryStream();
        await using (Stream zip = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write("{\"description\": \""u8);
            var megabyte = new byte[1 << 20];
            Array.Fill(megabyte, (byte)'x');
            for (var i = 0; i < 500; i++)
            {
                zip.Write(megabyte);
            }
        }

        Assert.InRange(packed.Length, 1, Limit);
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\n"
                + $"Content-Length: {packed.Length}\r\n\r\n");
            await connection.SendAsync(packed.ToArray());
            await connection.HoldAsync();
        });
        using FaultClient client = new(server.Address, options => options.MaximumResponseSize = Limit);

        var failure = await client.FailAsync(Requests["get"]);

        Assert.Contains("more than 1,000,000 bytes", failure.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("application/octet-stream", false)]
    [InlineData("application/json", false)]
    [InlineData("application/json", true)]
    public async Task ADownloadHasNoLimit(string type, bool wantsBodies)
    {
        const int Length = 5 * Limit;
        using var fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.With(
                new StreamContent(new RepeatedStream("begin", "x", Length)), type: type)),
            options => options.MaximumResponseSize = Limit,
            wantsBodies);

        var path = await fixture.Client.Raw.DownloadAsync(
            new RawRequest { Path = "x" }, new DownloadTarget(_folder.Path, false), null, default);

        Assert.Equal(Length, new FileInfo(path).Length);
        Assert.StartsWith("beginxxx", File.ReadAllText(path));
    }

    [Fact]
    public async Task AResponseAboveTheLimitEndsAWait()
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("{}".PadRight(Limit + 1)));
        using var fixture = new ClientFixture(handler, options => options.MaximumResponseSize = Limit);

        await fixture.FailAsync(client =>
            client.Executions.WaitAsync(new Execution { Id = "e", Status = "started" }, null, default));

        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("{\"id\": \"x\"}")]
    [InlineData("{\"id\": NaN}")]
    [InlineData("[[1, 2], {}]")]
    public async Task CancellationEndsParsing(string text)
    {
        using var cancel = new CancellationTokenSource();
        using var message = new HttpResponseMessage();
        var response = new ApiResponse(
            message, new CancellingStream(Encoding.UTF8.GetBytes(text), cancel), Limit);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PageReader.ReadValueAsync(response, cancel.Token));
    }

    /// <summary>A stream that cancels when its end is read, so that only the parsing of the response remains.</summary>
    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource cancel) : MemoryStream(bytes)
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            var read = Read(buffer, offset, count);
            if (read == 0)
            {
                cancel.Cancel();
            }

            return Task.FromResult(read);
        }
    }

    private sealed class RepeatedStream(string beginning, string repeated, long length) : MemoryStream
    {
        private readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);
        private readonly byte[] _repeated = Encoding.UTF8.GetBytes(repeated);

        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, length - Given);
            for (var i = 0; i < given; i++, Given++)
            {
                buffer[offset + i] = Given < _beginning.Length
                    ? _beginning[Given]
                    : _repeated[(Given - _beginning.Length) % _repeated.Length];
            }

            return given;
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var bytes = new byte[buffer.Length];
            var read = Read(bytes, 0, bytes.Length);
            bytes.AsSpan(0, read).CopyTo(buffer.Span);
            return new ValueTask<int>(read);
        }
    }
}
