using System.Net;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Tests downloads of the simulated manager from URLs.</summary>
public sealed class UploadTests
{
    private static readonly string Archive = TestFiles.Path("Recordings", "archives", "bp1.zip");
    private static readonly string FileUrl = Uri.EscapeDataString(new Uri(Archive).ToString());

    [Theory]
    [InlineData("PUT", "blueprints/bp1?blueprint_archive_url=", "invalid_blueprint_error")]
    [InlineData("POST", "plugins?plugin_archive_url=", "bad_parameters_error")]
    [InlineData("PUT", "snapshots/s1/archive?snapshot_archive_url=", "bad_parameters_error")]
    public async Task AFileUrlIsRefused(string method, string path, string errorCode)
    {
        Assert.True(File.Exists(Archive));
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = new SimulatorClient(manager);

        var answer = await client.SendAsync(method, "/api/v3.1/" + path + FileUrl);

        Assert.Equal((400, errorCode), (answer.Status, answer.ErrorCode));
        Assert.Contains("No connection adapters were found for 'file://", (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task OtherRequestsAreProcessedDuringADownload()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var server = new SlowServer();
        manager.Context.Web = new HttpClient(server);
        using var client = new SimulatorClient(manager);

        var upload = client.SendAsync("PUT", "/api/v3.1/blueprints/bp1?blueprint_archive_url=http://server/bp1.zip");
        await server.Asked.Task;
        Assert.Equal(200, (await client.GetAsync("/api/v3.1/blueprints")).Status);
        Assert.False(upload.IsCompleted);
        server.Content.SetResult(File.ReadAllBytes(Archive));

        Assert.Equal(201, (await upload).Status);
    }

    [Fact]
    public async Task NothingIsDownloadedWithoutPermission()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var server = new SlowServer();
        manager.Context.Web = new HttpClient(server);
        using var client = new SimulatorClient(manager, "nobody", "nobody");

        var answer = await client.SendAsync(
            "PUT", "/api/v3.1/blueprints/bp1?blueprint_archive_url=http://server/bp1.zip");

        Assert.Equal(401, answer.Status);
        Assert.False(server.Asked.Task.IsCompleted);
    }

    private sealed class SlowServer : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<byte[]> Content { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(await Content.Task) };
        }
    }
}
