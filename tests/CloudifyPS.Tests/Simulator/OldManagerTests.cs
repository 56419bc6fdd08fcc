using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Tests Manager 4.0 and the differences between versions.</summary>
public sealed class OldManagerTests
{
    private static readonly string Archive = TestFiles.Path("Recordings", "archives", "bp1.zip");

    [Theory]
    [InlineData("blueprints",
        "created_at created_by description id main_file_name permission plan tenant_name updated_at")]
    [InlineData("deployments", """
        blueprint_id created_at created_by description groups id inputs outputs permalink permission policy_triggers
        policy_types scaling_groups tenant_name updated_at workflows
        """)]
    [InlineData("executions", """
        blueprint_id created_at created_by deployment_id error id is_system_workflow parameters permission status
        tenant_name workflow_id
        """)]
    [InlineData("nodes", """
        blueprint_id created_by deploy_number_of_instances deployment_id host_id id max_number_of_instances
        min_number_of_instances number_of_instances operations permission planned_number_of_instances plugins
        plugins_to_install properties relationships tenant_name type type_hierarchy
        """)]
    [InlineData("node-instances", """
        created_by deployment_id host_id id node_id permission relationships runtime_properties scaling_groups state
        tenant_name version
        """)]
    [InlineData("events", """
        blueprint_id deployment_id error_causes event_type execution_id message node_instance_id node_name operation
        reported_timestamp timestamp type workflow_id
        """)]
    [InlineData("secrets", "created_at created_by key permission tenant_name updated_at")]
    [InlineData("snapshots", "created_at created_by error id permission status tenant_name")]
    [InlineData("tenants", "groups name users")]
    [InlineData("users", "active groups last_login_at role tenants username")]
    [InlineData("user-groups", "ldap_dn name tenants users")]
    public async Task FieldsOf40(string noun, string fields)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0", Speed = 0 });
        using var client = new SimulatorClient(manager);
        await client.UploadAsync("PUT", "/api/v3/blueprints/bp1", await File.ReadAllBytesAsync(Archive));
        await client.SendAsync("PUT", "/api/v3/deployments/d1", """{"blueprint_id": "bp1"}""");
        await client.SendAsync("POST", "/api/v3/executions", """{"deployment_id": "d1", "workflow_id": "install"}""");
        await client.SendAsync("PUT", "/api/v3/secrets/s1", """{"value": "x"}""");
        await client.SendAsync("PUT", "/api/v3/snapshots/s1", "{}");
        await client.SendAsync("POST", "/api/v3/user-groups", """{"group_name": "g1"}""");

        var answer = await client.GetAsync($"/api/v3/{noun}?_size=5{(noun == "events" ? "&type=cloudify_event" : "")}");

        var names = fields.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in answer.Json["items"]!.Cast<JObject>())
        {
            Assert.Equal(names, item.Properties().Select(property => property.Name).Order(StringComparer.Ordinal));
        }

        Assert.NotEmpty(answer.Json["items"]!);
        Assert.Equal(
            ["pagination"], ((JObject)answer.Json["metadata"]!).Properties().Select(property => property.Name));
    }

    [Fact]
    public async Task WorkflowsOf40HaveOnlyNameAndParameters()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0", Speed = 0 });
        using var client = new SimulatorClient(manager);
        await client.UploadAsync("PUT", "/api/v3/blueprints/bp1", await File.ReadAllBytesAsync(Archive));
        await client.SendAsync("PUT", "/api/v3/deployments/d1", """{"blueprint_id": "bp1"}""");

        var workflow = (await client.GetAsync("/api/v3/deployments/d1")).Json["workflows"]![0]!;

        Assert.Equal(["name", "created_at", "parameters"], ((JObject)workflow).Properties().Select(p => p.Name));
        var executions = await client.GetAsync("/api/v3/executions?_include_system_workflows=true");
        Assert.Equal(
            ["create_deployment_environment"], executions.Json["items"]!.Select(item => (string)item["workflow_id"]!));
    }

    [Fact]
    public async Task StatusIsAListOfServicesIn40AndAMapIn70()
    {
        using var old = new SimulatedManager(new SimulatorOptions { Version = "4.0.0" });
        using var current = new SimulatedManager(new SimulatorOptions());
        using var oldClient = new SimulatorClient(old);
        using var client = new SimulatorClient(current);

        var status = (await oldClient.GetAsync("/api/v3/status")).Json;
        Assert.Equal("running", (string?)status["status"]);
        Assert.Equal(
            ["ActiveState", "Description", "Id", "LoadState", "MainPID", "SubState", "state"],
            ((JObject)status["services"]![0]!["instances"]![0]!).Properties().Select(p => p.Name).Order(
                StringComparer.Ordinal));
        status = (await client.GetAsync("/api/v3.1/status")).Json;
        Assert.Equal("OK", (string?)status["status"]);
        Assert.All(((JObject)status["services"]!).Properties(), service =>
            Assert.Equal("Active", (string?)service.Value["status"]));
        Assert.Equal(404, (await client.GetAsync("/api/v3/status")).Status);
    }

    [Theory]
    [InlineData("GET", "v3/cluster", "4.0.0", "4.6.0", "5.0.0", "7.0.5")]
    [InlineData("GET", "v3.1/cluster/nodes", "4.0.0", "4.6.0", "5.0.0", "7.0.5")]
    [InlineData("GET", "v3/tokens", "4.0.0", "6.3.0", "6.4.0", "7.0.5")]
    [InlineData("GET", "v3/status", "4.0.0", "6.4.0", "7.0.0", "7.0.5")]
    [InlineData("POST", "v3.1/tokens", "6.4.0", "7.0.5", "4.0.0", "6.3.0")]
    [InlineData("GET", "v3.1/managers", "5.0.0", "7.0.5", "4.0.0", "4.6.0")]
    [InlineData("GET", "v3.1/cluster-status", "5.0.0", "7.0.5", "4.0.0", "4.6.0")]
    [InlineData("GET", "v3.1/sites", "5.0.0", "7.0.5", "4.0.0", "4.6.0")]
    [InlineData("GET", "v3.1/config", "5.0.0", "7.0.5", "4.0.0", "4.6.0")]
    [InlineData("GET", "v3.1/filters/deployments", "5.2.0", "7.0.5", "4.0.0", "5.1.0")]
    [InlineData("GET", "v3.1/labels/deployments", "5.2.0", "7.0.5", "4.0.0", "5.1.0")]
    [InlineData("GET", "v3.1/execution-schedules", "5.2.0", "7.0.5", "4.0.0", "5.1.0")]
    [InlineData("GET", "v3.1/summary/executions?_target_field=status", "4.6.0", "7.0.5", "4.0.0", "4.5.0")]
    [InlineData("GET", "v3.1/user", "4.2.0", "7.0.5", "4.0.0", "4.1.0")]
    [InlineData("GET", "v3.1/ok", "6.0.0", "7.0.5", "4.0.0", "5.2.0")]
    public async Task EndpointsDependOnTheVersion(
        string method, string path, string first, string last, string before, string after)
    {
        foreach (var (version, isThere) in new[] { (first, true), (last, true), (before, false), (after, false) })
        {
            using var manager = new SimulatedManager(new SimulatorOptions { Version = version });
            using var client = new SimulatorClient(manager);

            var answer = await client.SendAsync(method, "/api/" + path, method == "POST" ? "{}" : null);

            // The status is 405 if the path exists with another method.
            Assert.True(isThere == answer.Status is not (404 or 405), $"{version} answered {answer.Status}");
        }
    }

    [Fact]
    public async Task AClusterCanBeStartedExtendedAndSwitched()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0" });
        using var client = new SimulatorClient(manager);
        Assert.Equal(
            400, (await client.SendAsync("PUT", "/api/v3/cluster/nodes/m2", """{"host_ip": "10.0.0.2"}""")).Status);

        var state = await client.SendAsync("PUT", "/api/v3/cluster", """{"host_ip": "10.0.0.1", "node_name": "m1"}""");
        Assert.Equal((200, true), (state.Status, (bool)state.Json["initialized"]!));
        Assert.Equal("10.0.0.1:8300", (string?)state.Json["consul"]!["leader"]);
        Assert.Equal(400, (await client.SendAsync(
            "PUT", "/api/v3/cluster", """{"host_ip": "10.0.0.1", "node_name": "m1"}""")).Status);
        var added = await client.SendAsync(
            "PUT", "/api/v3/cluster/nodes/m2", """{"host_ip": "10.0.0.2", "node_name": "m2"}""");
        Assert.Equal((200, false), (added.Status, (bool)added.Json["master"]!));
        Assert.NotNull((string?)added.Json["credentials"]);

        // Logs are returned only on request, and only after the specified cursor.
        var logs = (await client.GetAsync("/api/v3/cluster?_include=logs")).Json["logs"]!;
        var cursor = (string)logs[0]!["cursor"]!;
        Assert.Equal(JTokenType.Integer, logs[0]!["timestamp"]!.Type);
        await client.SendAsync("PATCH", "/api/v3/cluster", """{"master": "m2"}""");
        logs = (await client.GetAsync($"/api/v3/cluster?_include=logs&since={cursor}")).Json["logs"]!;
        Assert.Single(logs);

        // The manager is a replica now. It supports only requests for the cluster and the version.
        Assert.Equal("not_cluster_master", (await client.GetAsync("/api/v3/blueprints")).ErrorCode);
        Assert.Equal(200, (await client.GetAsync("/api/v3/version")).Status);
        Assert.True((bool)(await client.GetAsync("/api/v3/cluster/nodes/m2")).Json["master"]!);
        await client.SendAsync("PATCH", "/api/v3/cluster", """{"master": "m1"}""");
        Assert.Equal(200, (await client.GetAsync("/api/v3/blueprints")).Status);
        Assert.Equal(200, (await client.SendAsync("DELETE", "/api/v3/cluster/nodes/m2")).Status);
        Assert.Equal(404, (await client.GetAsync("/api/v3/cluster/nodes/m2")).Status);
    }

    [Fact]
    public async Task AManagerThatJoinsAClusterIsAReplica()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.1.0" });
        using var client = new SimulatorClient(manager);
        Assert.Equal(400, (await client.SendAsync(
            "PUT", "/api/v3.1/cluster",
            """{"host_ip": "10.0.0.2", "node_name": "m2", "join_addrs": ["10.0.0.1"]}""")).Status);

        var joined = await client.SendAsync(
            "PUT", "/api/v3.1/cluster",
            """{"host_ip": "10.0.0.2", "node_name": "m2", "join_addrs": ["10.0.0.1"], "credentials": "c"}""");

        Assert.Equal(200, joined.Status);
        Assert.Equal("not_cluster_master", (await client.GetAsync("/api/v3.1/deployments")).ErrorCode);
    }

    [Theory]
    [InlineData("4.0.0", "cancel force-cancel", "kill resume force-resume requeue")]
    [InlineData("4.4.0", "cancel force-cancel kill", "resume requeue")]
    [InlineData("7.0.5", "cancel force-cancel kill resume force-resume requeue", "stop")]
    public async Task ActionsOfExecutionsByVersion(string version, string known, string unknown)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = version });
        using var client = new SimulatorClient(manager);
        foreach (var action in known.Split(' '))
        {
            Assert.Equal(
                404, (await client.SendAsync(
                    "POST", "/api/v3/executions/none", $$"""{"action": "{{action}}"}""")).Status);
        }

        foreach (var action in unknown.Split(' '))
        {
            Assert.Equal(
                400, (await client.SendAsync(
                    "POST", "/api/v3/executions/none", $$"""{"action": "{{action}}"}""")).Status);
        }
    }

    [Fact]
    public async Task ASecondExecutionIsRefusedIn40AndQueuedLater()
    {
        foreach (var (version, status) in new[] { ("4.0.0", 400), ("7.0.5", 201) })
        {
            var clock = new FakeTimeProvider();
            using var manager = new SimulatedManager(new SimulatorOptions { Version = version, TimeProvider = clock });
            using var client = new SimulatorClient(manager);
            await client.UploadAsync("PUT", "/api/v3/blueprints/bp1", await File.ReadAllBytesAsync(Archive));
            await client.SendAsync("PUT", "/api/v3/deployments/d1", """{"blueprint_id": "bp1"}""");
            clock.Advance(TimeSpan.FromMinutes(1));
            const string Install = """{"deployment_id": "d1", "workflow_id": "install", "queue": true}""";
            Assert.Equal(201, (await client.SendAsync("POST", "/api/v3/executions", Install)).Status);

            Assert.Equal(status, (await client.SendAsync("POST", "/api/v3/executions", Install)).Status);
        }
    }

    [Fact]
    public async Task AChangedPasswordInvalidatesTheTokenBefore64()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = "4.0.0" });
        using var client = new SimulatorClient(manager);
        var token = (string)(await client.GetAsync("/api/v3/tokens")).Json["value"]!;
        using var byToken = new HttpClient(manager.CreateHandler()) { BaseAddress = new Uri("http://manager/") };
        byToken.DefaultRequestHeaders.Add("Authentication-Token", token);
        byToken.DefaultRequestHeaders.Add("Tenant", "default_tenant");
        Assert.Equal(200, (int)(await byToken.GetAsync("/api/v3/secrets")).StatusCode);

        Assert.Equal(
            200, (await client.SendAsync("POST", "/api/v3/users/admin", """{"password": "changed"}""")).Status);

        Assert.Equal(401, (int)(await byToken.GetAsync("/api/v3/secrets")).StatusCode);
    }
}
