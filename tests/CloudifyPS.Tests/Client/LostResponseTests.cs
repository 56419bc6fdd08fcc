using System.Net;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Tests.Faults;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Tests creations whose response is lost. The client checks whether the object exists, and does not report a conflict
/// with the object that it has created itself.
/// </summary>
public sealed class LostResponseTests : IDisposable
{
    private const string Wagon = "cloudify_lab_plugin-1.2.3-py311-none-any.wgn";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ASnapshotWithALostResponseIsFound()
    {
        using var fixture = Lost("""{"id": "s", "status": "uploaded", "created_at": "2026-11-23T12:00:00.000Z"}""");

        var snapshot = await fixture.Client.Snapshots.UploadAsync("s", Source("s.zip"), null, default);

        Assert.Equal("uploaded", snapshot.Status);
    }

    [Fact]
    public async Task AnOlderSnapshotIsNotReturnedAfterALostResponse()
    {
        using var fixture = Lost("""{"id": "s", "status": "created", "created_at": "2026-11-22T12:00:00.000Z"}""");

        var failure =
            await fixture.FailAsync(client => client.Snapshots.UploadAsync("s", Source("s.zip"), null, default));

        Assert.Equal(HttpStatusCode.BadGateway, Assert.IsType<CfyApiException>(failure).StatusCode);
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00.000Z", Wagon, true)]
    [InlineData("2026-11-23T11:00:00.000Z", Wagon, false)]
    [InlineData("2026-11-23T12:00:00.000Z", "another_plugin-1.0-py311-none-any.wgn", false)]
    public async Task ALostPluginIsFoundByArchiveNameAndTime(string uploadedAt, string archive, bool isFound)
    {
        var handler = new CannedHandler(request => request.Method == "POST"
            ? CannedHandler.Error(504, string.Empty)
            : CannedHandler.Json(
                $$"""{"items": [{"id": "p", "archive_name": "{{archive}}", "uploaded_at": "{{uploadedAt}}"}]}"""));
        using var fixture = new ClientFixture(handler);
        Task<IReadOnlyList<Plugin>> UploadAsync() =>
            fixture.Client.Plugins.UploadAsync(Source(Wagon), null, null, null, default);

        if (isFound)
        {
            Assert.Equal("p", Assert.Single(await UploadAsync()).Id);
        }
        else
        {
            await Assert.ThrowsAsync<CfyApiException>(UploadAsync);
        }

        // An upload of a plugin is never repeated, because the manager would store the plugin twice.
        Assert.Equal(["POST", "GET"], handler.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData("community", "7.0.5", true)]
    [InlineData("premium", "7.0.5", false)]
    [InlineData("community", "6.4.0", false)]
    public async Task ACommunityManagerCreatesTheLegacySnapshotFormat(
        string edition, string version, bool isLegacy)
    {
        var handler = new CannedHandler(request => request.Method == "GET"
            ? CannedHandler.Json($$"""{"edition": "{{edition}}", "version": "{{version}}"}""")
            : CannedHandler.Json("""{"id": "e", "workflow_id": "create_snapshot"}""", 201));
        using var fixture = new ClientFixture(handler);
        fixture.Client.Connection.ManagerVersion = new Version(version);

        await fixture.Client.Snapshots.CreateAsync("s", new SnapshotCreation(), default);

        Assert.Equal(isLegacy, handler.Requests[^1].Body.Contains("\"legacy\":true"));
    }

    private UploadSource Source(string name) => UploadSource.FromFile(_folder.Write(name, "PK"));

    private static ClientFixture Lost(string stored) => new(new CannedHandler(request => request.Method == "GET"
        ? CannedHandler.Json(stored)
        : CannedHandler.Error(502, string.Empty)));
}
