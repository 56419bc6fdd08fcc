using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Tests tenants, users, user groups and the license of the premium edition.</summary>
public sealed class PremiumTests : IAsyncLifetime
{
    private const string Api = "/api/v3.1/";
    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly SimulatorClient _admin;

    public PremiumTests() => _admin = new SimulatorClient(_manager);

    public async Task InitializeAsync()
    {
        await SendAsync("POST", "tenants/t1", status: 201);
        await SendAsync("PUT", "users", """{"username": "bob", "password": "bobbob"}""", 201);
        await SendAsync("PUT", "user-groups/users", """{"username": "bob", "group_name": "none"}""", 404);
        await SendAsync("POST", "user-groups", """{"group_name": "g1"}""", 201);
        await SendAsync("PUT", "user-groups/users", """{"username": "bob", "group_name": "g1"}""");
        await SendAsync(
            "PUT", "tenants/user-groups", """{"group_name": "g1", "tenant_name": "t1", "role": "operations"}""");
        await SendAsync("PUT", "tenants/users", """{"username": "bob", "tenant_name": "t1", "role": "viewer"}""");
    }

    public Task DisposeAsync()
    {
        _admin.Dispose();
        _manager.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task TheLastAdministratorCannotBeRemoved()
    {
        await SendAsync("DELETE", "users/admin", status: 400);
        await SendAsync("POST", "users/admin", """{"role": "default"}""", 400);
        await SendAsync("POST", "users/active/admin", """{"action": "deactivate"}""", 400);
        await SendAsync("POST", "users/bob", """{"role": "sys_admin"}""");

        await SendAsync("DELETE", "users/admin", status: 204);

        using var bob = new SimulatorClient(_manager, "bob", "bobbob");
        Assert.Equal(400, (await bob.SendAsync("DELETE", Api + "users/bob")).Status);
    }

    [Fact]
    public async Task UsersChangeTheirOwnPasswordsOnly()
    {
        using var bob = new SimulatorClient(_manager, "bob", "bobbob", "t1");
        Assert.Equal(403, (await bob.SendAsync("POST", Api + "users/admin", """{"password": "other"}""")).Status);
        Assert.Equal(403, (await bob.SendAsync("POST", Api + "users/bob", """{"role": "sys_admin"}""")).Status);

        Assert.Equal(200, (await bob.SendAsync("POST", Api + "users/bob", """{"password": "changed"}""")).Status);

        Assert.Equal(401, (await bob.GetAsync(Api + "version")).Status);
        using var again = new SimulatorClient(_manager, "bob", "changed", "t1");
        Assert.Equal(200, (await again.GetAsync(Api + "version")).Status);
    }

    [Fact]
    public async Task AViewerDoesNotSeeTheTenant()
    {
        using var bob = new SimulatorClient(_manager, "bob", "bobbob", "t1");
        Assert.Equal(200, (await bob.GetAsync(Api + "tenants/t1")).Status);
        await SendAsync("DELETE", "user-groups/users", """{"username": "bob", "group_name": "g1"}""", 204);

        Assert.Equal(403, (await bob.GetAsync(Api + "tenants/t1")).Status);
        Assert.Equal(403, (await bob.GetAsync(Api + "tenants/default_tenant")).Status);
        Assert.Equal(403, (await bob.GetAsync(Api + "tenants?_get_data=true")).Status);
        var list = await bob.GetAsync(Api + "tenants");
        Assert.Equal(["t1"], list.Json["items"]!.Select(tenant => (string)tenant["name"]!));
    }

    [Theory]
    [InlineData("POST", "user-groups", """{"group_name": "g2", "role": "nonsense"}""")]
    [InlineData("POST", "user-groups", """{"group_name": "users"}""")]
    [InlineData("POST", "user-groups/g1", """{"role": "manager"}""")]
    [InlineData("POST", "user-groups/g1", "{}")]
    [InlineData("POST", "tenants/users", null)]
    [InlineData("POST", "tenants/user-groups", null)]
    [InlineData("PUT", "users", """{"username": "eve", "password": "secret", "role": "viewer"}""")]
    [InlineData("DELETE", "tenants/default_tenant", null)]
    public async Task RolesAndReservedNamesAreChecked(string method, string path, string? body)
    {
        var answer = await SendAsync(method, path, body, 400);

        Assert.Equal("bad_parameters_error", answer.ErrorCode);
    }

    [Fact]
    public async Task RolesFromGroupsAreShown()
    {
        var tenant = (await SendAsync("GET", "tenants/t1?_get_data=true")).Json;
        Assert.True(JToken.DeepEquals(tenant["users"]!["bob"], JObject.Parse(
            """{"tenant-role": "viewer", "roles": ["operations", "viewer"]}""")));
        Assert.True(JToken.DeepEquals(tenant["user_roles"], JObject.Parse(
            """{"direct": {"bob": "viewer"}, "groups": {"g1": {"role": "operations", "users": ["bob"]}}}""")));

        var user = (await SendAsync("GET", "users/bob?_get_data=true")).Json;
        Assert.True(JToken.DeepEquals(user["tenants"]!["t1"], JObject.Parse(
            """{"tenant-role": "viewer", "roles": ["operations", "viewer"]}""")));
        Assert.True(JToken.DeepEquals(user["tenant_roles"], JObject.Parse(
            """{"direct": {"t1": "viewer"}, "groups": {"t1": {"operations": ["g1"]}}}""")));

        await SendAsync("DELETE", "tenants/users", """{"username": "bob", "tenant_name": "t1"}""", 204);
        Assert.Equal(1, (int)(await SendAsync("GET", "tenants/t1")).Json["users"]!);
        Assert.Equal(
            JTokenType.Null,
            (await SendAsync("GET", "tenants/t1?_get_data=true")).Json["users"]!["bob"]!["tenant-role"]!.Type);
    }

    [Fact]
    public async Task PremiumEndpointsExist()
    {
        var license = await SendAsync("GET", "license");
        Assert.Equal("Premium", (string?)license.Json["items"]![0]!["license_edition"]);
        Assert.Empty((await SendAsync("GET", "secrets-providers")).Json["items"]!);
        using var community = new SimulatedManager(new SimulatorOptions { Premium = false });
        using var client = new SimulatorClient(community);
        foreach (var path in new[] { "license", "secrets-providers" })
        {
            Assert.Equal("missing_premium_package_error", (await client.GetAsync(Api + path)).ErrorCode);
        }
    }

    private async Task<SimulatorAnswer> SendAsync(string method, string path, string? body = null, int status = 200)
    {
        var answer = await _admin.SendAsync(method, Api + path, body);
        Assert.Equal((method, path, status), (method, path, answer.Status));
        return answer;
    }
}
