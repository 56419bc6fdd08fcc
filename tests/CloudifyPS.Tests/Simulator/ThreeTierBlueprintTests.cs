using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Tests the example blueprint three-tier on a simulated manager.</summary>
public sealed class ThreeTierBlueprintTests : IDisposable
{
    private static readonly string Folder =
        Path.Combine(PsHost.RepositoryRoot, "docs", "examples", "blueprints", "three-tier");

    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly HttpClient _client;

    public ThreeTierBlueprintTests()
    {
        _client = new HttpClient(_manager.CreateHandler()) { BaseAddress = new Uri("http://manager/api/v3.1/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String("admin:admin"u8));
        _client.DefaultRequestHeaders.Add("Tenant", "default_tenant");
    }

    [Fact]
    public async Task TheInputsDetermineTheInstallation()
    {
        await UploadAsync();
        var deployment = await SendAsync(
            HttpMethod.Put, "deployments/shop",
            new { blueprint_id = "shop", inputs = new { host_name = "shop.example.com", application_hosts = 3 } });
        var execution =
            await SendAsync(HttpMethod.Post, "executions", new { deployment_id = "shop", workflow_id = "install" });
        execution = await SendAsync(HttpMethod.Get, $"executions/{execution["id"]}");
        var instances = await SendAsync(HttpMethod.Get, "node-instances?deployment_id=shop");
        var outputs = await SendAsync(HttpMethod.Get, "deployments/shop/outputs");
        var capabilities = await SendAsync(HttpMethod.Get, "deployments/shop/capabilities");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(10, instances["items"]!.Count());
        Assert.Equal(3, instances["items"]!.Count(instance => (string?)instance["node_id"] == "application"));
        Assert.All(instances["items"]!, instance => Assert.Equal("started", (string?)instance["state"]));
        Assert.Equal("https://shop.example.com:443", (string?)outputs["outputs"]!["url"]);
        Assert.Equal("staging-network", (string?)outputs["outputs"]!["network"]);
        Assert.Equal("shop", (string?)outputs["outputs"]!["database"]);
        Assert.Equal(
            "postgresql://shop.example.com:5432/shop",
            (string?)capabilities["capabilities"]!["database"]!["connection_string"]);
        Assert.Contains(
            deployment["labels"]!, label =>
                (string?)label["key"] == "environment" && (string?)label["value"] == "staging");
    }

    [Theory]
    [InlineData("""{"host_name":"shop.example.com","port":70000}""")]
    [InlineData("""{"host_name":"Not a host"}""")]
    [InlineData("""{"host_name":"shop.example.com","environment":"moon"}""")]
    [InlineData("{}")]
    public async Task InputsThatViolateConstraintsAreRefused(string inputs)
    {
        await UploadAsync();

        using var answer = await _client.SendAsync(Request(
            HttpMethod.Put, "deployments/shop", new { blueprint_id = "shop", inputs = JObject.Parse(inputs) }));

        Assert.False(answer.IsSuccessStatusCode);
    }

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content =
                new StringContent(JObject.FromObject(body).ToString(), new MediaTypeHeaderValue("application/json"));
        }

        return request;
    }

    private async Task<JObject> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await _client.SendAsync(Request(method, path, body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JObject.Parse(text);
    }

    private async Task UploadAsync()
    {
        using var archive = new MemoryStream();
        await using (var zip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        {
            await TarFile.CreateFromDirectoryAsync(Folder, zip, includeBaseDirectory: true);
        }

        using var answer = await _client.PutAsync("blueprints/shop", new ByteArrayContent(archive.ToArray()));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
