using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Tests the manager through its handler and through a socket, with versions 4.0 and 7.0.</summary>
public sealed class SimulatedManagerTests
{
    [Theory]
    [InlineData("4.0.0", HttpStatusCode.OK)]
    [InlineData("7.0.5", HttpStatusCode.NoContent)]
    public async Task TheResponseToADeletionDependsOnTheVersion(string version, HttpStatusCode status)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = version });
        using var client = Client(manager);
        await SendAsync(client, "PUT", "/api/v3/secrets/s1", """{"value":"hush"}""");

        using var answer = await SendAsync(client, "DELETE", "/api/v3/secrets/s1");

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task ContentTypeMustBeExact()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = Client(manager);

        using var answer = await client.PutAsync(
            "/api/v3.1/secrets/s1", new StringContent("""{"value":"x"}""", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("unsupported_content_type_error", (string?)(await JsonAsync(answer))["error_code"]);
    }

    [Fact]
    public async Task AnEmptyListRefusesAnUnknownAttributeToo()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = Client(manager);

        using var answer = await SendAsync(client, "GET", "/api/v3.1/blueprints?_include=id,nonsense");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("no_such_include_field_error", (string?)(await JsonAsync(answer))["error_code"]);
    }

    [Fact]
    public async Task ATokenExpiresAfterTenHoursBefore64()
    {
        var clock = new FakeTimeProvider();
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0", TimeProvider = clock });
        using var client = Client(manager);
        var token = await JsonAsync(await SendAsync(client, "GET", "/api/v3/tokens"));
        Assert.Equal(["role", "value"], token.Properties().Select(p => p.Name).Order());
        client.DefaultRequestHeaders.Authorization = null;
        client.DefaultRequestHeaders.Add("Authentication-Token", (string?)token["value"]);

        clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/api/v3/secrets")).StatusCode);
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(client, "GET", "/api/v3/secrets")).StatusCode);
    }

    [Fact]
    public async Task ListsBefore46AreLimitedTo1000Objects()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0" });
        using var client = Client(manager);
        for (var i = 0; i <= 1000; i++)
        {
            await SendAsync(client, "PUT", $"/api/v3/secrets/s{i}", """{"value":"x"}""");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, "GET", "/api/v3/secrets")).StatusCode);
        var empty = await JsonAsync(await SendAsync(client, "GET", "/api/v3/secrets?_offset=5"));
        Assert.Empty(empty["items"]!);
        var page = await JsonAsync(await SendAsync(client, "GET", "/api/v3/secrets?_offset=999&_size=10"));
        Assert.Equal(2, page["items"]!.Count());
        Assert.Equal(1001, (int)page["metadata"]!["pagination"]!["total"]!);
    }

    [Fact]
    public async Task TenantsUsersAndRolesOfThePremiumEdition()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = Client(manager);
        await SendAsync(client, "POST", "/api/v3.1/tenants/t1");
        await SendAsync(client, "PUT", "/api/v3.1/users", """{"username":"bob","password":"bobbob"}""");
        await SendAsync(
            client, "PUT", "/api/v3.1/tenants/users", """{"username":"bob","tenant_name":"t1","role":"viewer"}""");

        using var bob = Client(manager, "bob", "bobbob", "t1");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(bob, "GET", "/api/v3.1/secrets")).StatusCode);
        using var refused = await SendAsync(bob, "PUT", "/api/v3.1/secrets/s1", """{"value":"x"}""");
        Assert.Equal(
            "User `bob` is not permitted to perform the action secret_create in the tenant `t1`",
            (string?)(await JsonAsync(refused))["message"]);
        using var elsewhere = Client(manager, "bob", "bobbob");
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(elsewhere, "GET", "/api/v3.1/secrets")).StatusCode);
        var tenant = await JsonAsync(await SendAsync(client, "GET", "/api/v3.1/tenants/t1"));
        Assert.Equal(1, (int)tenant["users"]!);
        tenant = await JsonAsync(await SendAsync(client, "GET", "/api/v3.1/tenants/t1?_get_data=true"));
        Assert.Equal("viewer", (string?)tenant["users"]!["bob"]!["tenant-role"]);
    }

    [Fact]
    public async Task ASnapshotRestoresTheState()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = Client(manager);
        await SendAsync(client, "PUT", "/api/v3.1/secrets/before", """{"value":"x"}""");
        await SendAsync(client, "PUT", "/api/v3.1/snapshots/snap", "{}");
        Assert.Equal(
            "created", (string?)(
                await JsonAsync(await SendAsync(client, "GET", "/api/v3.1/snapshots/snap")))["status"]);
        await SendAsync(client, "DELETE", "/api/v3.1/secrets/before");
        await SendAsync(client, "PUT", "/api/v3.1/secrets/after", """{"value":"x"}""");

        await SendAsync(client, "POST", "/api/v3.1/snapshots/snap/restore", """{"force":true}""");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/api/v3.1/secrets/before")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(client, "GET", "/api/v3.1/secrets/after")).StatusCode);
    }

    [Fact]
    public async Task AClusterOfAnOldManager()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0" });
        using var client = Client(manager);
        var alone = await JsonAsync(await SendAsync(client, "GET", "/api/v3/cluster"));
        Assert.Equal(["initialized"], alone.Properties().Select(p => p.Name));
        await SendAsync(client, "PUT", "/api/v3/cluster", """{"host_ip":"10.0.0.1","node_name":"m1"}""");

        await SendAsync(client, "PUT", "/api/v3/cluster/nodes/m2", """{"host_ip":"10.0.0.2","node_name":"m2"}""");

        var nodes = await JsonAsync(await SendAsync(client, "GET", "/api/v3/cluster/nodes"));
        Assert.Equal(["m1", "m2"], nodes["items"]!.Select(node => (string)node["name"]!));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "DELETE", "/api/v3/cluster/nodes/m2")).StatusCode);
    }

    [Fact]
    public async Task EscapedNamesReachTheManagerOverTheSocket()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = new HttpClient { BaseAddress = manager.Start() };
        Authorize(client, "admin", "admin", "default_tenant");
        foreach (var name in new[] { "a/b", "a?b", "a%b", "a b", "é" })
        {
            using var answer = await SendAsync(client, "GET", "/api/v3.1/blueprints/" + Uri.EscapeDataString(name));
            Assert.Equal(
                $"Requested `Blueprint` with ID `{name}` was not found", (string?)(await JsonAsync(answer))["message"]);
        }
    }

    [Fact]
    public async Task ChunkedUploadsAndManyAtOnceOverTheSocket()
    {
        using var manager = new SimulatedManager(new SimulatorOptions());
        using var client = new HttpClient { BaseAddress = manager.Start() };
        Authorize(client, "admin", "admin", "default_tenant");
        var content = new byte[300_000];
        new Random(1).NextBytes(content);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v3.1/snapshots/s{i}/archive")
            {
                Content = new StreamContent(new MemoryStream(content)),
            };
            request.Headers.TransferEncodingChunked = true;
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }));

        Assert.Equal(content, await client.GetByteArrayAsync("/api/v3.1/snapshots/s7/archive"));
    }

    private static HttpClient Client(
        SimulatedManager manager, string user = "admin", string password = "admin", string tenant = "default_tenant")
    {
        var client = new HttpClient(manager.CreateHandler()) { BaseAddress = new Uri("http://manager/") };
        Authorize(client, user, password, tenant);
        return client;
    }

    private static void Authorize(HttpClient client, string user, string password, string tenant)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        client.DefaultRequestHeaders.Add("Tenant", tenant);
    }

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return client.SendAsync(request);
    }

    private static async Task<JObject> JsonAsync(HttpResponseMessage answer) =>
        JObject.Parse(await answer.Content.ReadAsStringAsync());
}
