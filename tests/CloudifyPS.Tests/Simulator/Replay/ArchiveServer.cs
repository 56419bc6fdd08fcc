using System.Net;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>Simulates the server from which the recorded manager downloaded archives.</summary>
internal sealed class ArchiveServer : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var file = TestFiles.Path("Recordings", "archives", request.RequestUri!.AbsolutePath.TrimStart('/'));
        return Task.FromResult(File.Exists(file)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(File.ReadAllBytes(file)) }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
