using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Simulator.Routing;

/// <summary>Tests the separation of tenants and the permissions of roles.</summary>
public sealed class AccessTests
{
    /// <summary>POST requests that do not change data, or change only the user's own data.</summary>
    private static readonly string[] OpenToAll = ["POST searches/", "POST tokens", "DELETE tokens/{id}"];

    private const string AdministratorsOnly =
        "user_ tenant_ snapshot_ cluster_ maintenance_ manager_ broker_ user_group_ license_";

    public static TheoryData<string, string> ChangingOperations()
    {
        var data = new TheoryData<string, string>();
        foreach (var version in new[] { "4.0.0", "4.6.0", "7.0.5" })
        {
            using var manager = new SimulatedManager(new SimulatorOptions { Version = version });
            foreach (var route in manager.Routes.Routes.Where(route => route.Method != "GET"
                && route.IsServed(manager.Context.Version, "v3.1")))
            {
                var operation = $"{route.Method} {route.Template}";
                if (!OpenToAll.Any(open => operation.StartsWith(open, StringComparison.Ordinal)))
                {
                    data.Add(version, operation);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ChangingOperations))]
    public async Task RolesForbidWhatTheyDoNotPermit(string version, string operation)
    {
        using var manager = await ManagerAsync(version);
        var (method, path) = (operation.Split(' ')[0], "/api/v3.1/" + Path(operation.Split(' ')[1]));
        var action = manager.Routes.Routes
            .First(route =>
                $"{route.Method} {route.Template}" == operation && route.IsServed(manager.Context.Version, "v3.1"))
            .Action ?? "user_update";

        // Before 4.2 there were no roles in tenants.
        var isAdministration =
            AdministratorsOnly.Split(' ').Any(prefix => action.StartsWith(prefix, StringComparison.Ordinal));
        var hasRoles = manager.Context.Version >= new Version(4, 2);
        var refusal = hasRoles ? (403, "forbidden_error") : (401, "unauthorized_error");
        foreach (var (user, tenant, isRefused) in new[]
        {
            ("viewer", "t1", hasRoles || isAdministration),
            ("user", "t1", isAdministration),
            ("user", "default_tenant", true),
        })
        {
            using var client = new SimulatorClient(manager, user, "secret", tenant);
            var answer = await client.SendAsync(method, path, "{}");
            if (isRefused)
            {
                Assert.Equal((user, tenant, refusal), (user, tenant, (answer.Status, answer.ErrorCode)));
            }
            else
            {
                Assert.NotEqual((user, tenant, refusal), (user, tenant, (answer.Status, answer.ErrorCode)));
            }
        }
    }

    [Theory]
    [InlineData("viewer", 200, 403, 403, 403)]
    [InlineData("operations", 200, 404, 403, 403)]
    [InlineData("user", 200, 404, 200, 403)]
    [InlineData("manager", 200, 404, 200, 200)]
    public async Task EachRoleExtendsThePreviousOne(string role, int list, int start, int secret, int config)
    {
        using var manager = await ManagerAsync("7.0.5");
        using var admin = new SimulatorClient(manager);
        await admin.SendAsync(
            "PATCH", "/api/v3.1/tenants/users", $$"""{"username": "user", "tenant_name": "t1", "role": "{{role}}"}""");
        using var client = new SimulatorClient(manager, "user", "secret", "t1");

        Assert.Equal(list, (await client.GetAsync("/api/v3.1/deployments")).Status);
        Assert.Equal(start, (await client.SendAsync(
            "POST", "/api/v3.1/executions", """{"deployment_id": "none", "workflow_id": "install"}""")).Status);
        Assert.Equal(secret, (await client.SendAsync("PUT", "/api/v3.1/secrets/s", """{"value": "x"}""")).Status);
        Assert.Equal(
            config, (await client.SendAsync(
                "PUT", "/api/v3.1/config/rest.default_page_size", """{"value": 10}""")).Status);
    }

    [Theory]
    [InlineData("4.0.0")]
    [InlineData("7.0.5")]
    public async Task EqualIdsCanExistInTwoTenants(string version)
    {
        using var manager = await ManagerAsync(version);
        using var one = new SimulatorClient(manager);
        using var two = new SimulatorClient(manager, tenant: "t1");
        var archive = await File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.zip"));
        foreach (var (client, value) in new[] { (one, "first"), (two, "second") })
        {
            Assert.Equal(201, (await client.UploadAsync("PUT", "/api/v3/blueprints/bp1", archive)).Status);
            Assert.Equal(
                201, (await client.SendAsync("PUT", "/api/v3/deployments/d1", """{"blueprint_id": "bp1"}""")).Status);
            Assert.Equal(
                200, (await client.SendAsync("PUT", "/api/v3/secrets/s1", $$"""{"value": "{{value}}"}""")).Status);
        }

        Assert.Equal("first", (string?)(await one.GetAsync("/api/v3/secrets/s1")).Json["value"]);
        Assert.Equal("second", (string?)(await two.GetAsync("/api/v3/secrets/s1")).Json["value"]);
        Assert.Equal(2, (await one.GetAsync("/api/v3/node-instances?deployment_id=d1")).Json["items"]!.Count());
        await two.SendAsync("DELETE", "/api/v3/secrets/s1");
        Assert.Equal(404, (await two.GetAsync("/api/v3/secrets/s1")).Status);
        Assert.Equal(200, (await one.GetAsync("/api/v3/secrets/s1")).Status);
        Assert.Equal(["bp1"], (await two.GetAsync("/api/v3/blueprints")).Ids);
        Assert.Equal(["bp1", "bp1"], (await two.GetAsync("/api/v3/blueprints?_all_tenants=true")).Ids);
    }

    [Fact]
    public async Task PrivateAndGlobalResourcesAreVisibleAccordingly()
    {
        using var manager = await ManagerAsync("7.0.5");
        using var admin = new SimulatorClient(manager);
        using var user = new SimulatorClient(manager, "user", "secret", "t1");
        using var viewer = new SimulatorClient(manager, "viewer", "secret", "t1");
        await user.SendAsync("PUT", "/api/v3.1/secrets/own", """{"value": "x", "visibility": "private"}""");
        await admin.SendAsync("PUT", "/api/v3.1/secrets/all", """{"value": "x", "visibility": "global"}""");

        Assert.Equal(200, (await user.GetAsync("/api/v3.1/secrets/own")).Status);
        Assert.Equal(404, (await viewer.GetAsync("/api/v3.1/secrets/own")).Status);
        Assert.Equal(200, (await viewer.GetAsync("/api/v3.1/secrets/all")).Status);
        Assert.Equal("illegal_action_error", (await user.SendAsync("DELETE", "/api/v3.1/secrets/all")).ErrorCode);
    }

    private static string Path(string template) => string.Join(
        "/", template.Split('/').Select(segment => segment[0] == '{' ? "some-" + segment.Trim('{', '}') : segment));

    /// <summary>Creates a manager with a tenant t1, to which a user and a viewer belong.</summary>
    private static async Task<SimulatedManager> ManagerAsync(string version)
    {
        var manager = new SimulatedManager(new SimulatorOptions { Version = version, Speed = 0 });
        using var admin = new SimulatorClient(manager);
        Assert.Equal(201, (await admin.SendAsync("POST", "/api/v3/tenants/t1")).Status);
        var systemRole = manager.Context.UserRole;
        foreach (var role in new[] { "user", "viewer" })
        {
            Assert.Equal(201, (await admin.SendAsync(
                "PUT", "/api/v3/users",
                $$"""{"username": "{{role}}", "password": "secret", "role": "{{systemRole}}"}""")).Status);
            Assert.Equal(200, (await admin.SendAsync(
                "PUT", "/api/v3/tenants/users",
                $$"""{"username": "{{role}}", "tenant_name": "t1", "role": "{{role}}"}""")).Status);
        }

        return manager;
    }
}
