using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Tests.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Requests that no client should send are answered as a manager 7.0.5 answers them.</summary>
public sealed class HostileInputTests : IDisposable
{
    private const string Blueprint = Fixture.Header
        + "node_templates: {n: {type: cloudify.nodes.Root}}\n";

    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly SimulatorClient _client;

    public HostileInputTests() => _client = new SimulatorClient(_manager);

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    [Theory]
    [InlineData("{\"a\":[1,-0.5e+10,true,false,null,{}],\"b\":{\"\\u00e9\\n\":[[]]}}")]
    [InlineData(" \t\r\n[NaN, Infinity, -Infinity]\n")]
    [InlineData("\"\\ud800\"")]
    [InlineData("0")]
    public void JsonThatPythonAcceptsIsRead(string text) => Assert.NotNull(JsonText.Parse(text));

    [Theory]
    [InlineData("{'value':'x'}")]
    [InlineData("{\"value\":'x'}")]
    [InlineData("{value:\"x\"}")]
    [InlineData("{\"value\":\"x\",}")]
    [InlineData("{,}")]
    [InlineData("[1,,2]")]
    [InlineData("[1 2]")]
    [InlineData("[1,2]]")]
    [InlineData("[1}")]
    [InlineData("/*c*/{\"value\":\"x\"}")]
    [InlineData("{\"value\":\"x\"}//c")]
    [InlineData("{\"value\":\"x\" /* c */}")]
    [InlineData("{\"value\":01}")]
    [InlineData("{\"value\":+1}")]
    [InlineData("{\"value\":0x10}")]
    [InlineData("{\"value\":1.}")]
    [InlineData("{\"value\":.5}")]
    [InlineData("{\"value\":1e}")]
    [InlineData("{\"value\":-}")]
    [InlineData("{\"value\":\"a\tb\"}")]
    [InlineData("{\"value\":\"a\nb\"}")]
    [InlineData("{\"value\":undefined}")]
    [InlineData("{\"value\":new Date(1)}")]
    [InlineData("{\"value\":True}")]
    [InlineData("{\"value\":\"\\x41\"}")]
    [InlineData("{\"value\":\"\\u12\"}")]
    [InlineData("{\"value\":\"x\"} {\"value\":\"x\"}")]
    [InlineData("{\"value\":\"x\"}\u00a0")]
    [InlineData("{\"value\":\"x\"}\0")]
    [InlineData("{\"value\":\"x\"")]
    [InlineData("\"x")]
    [InlineData("")]
    public async Task OtherTextThanJsonIsRefused(string body) =>
        Assert.Equal(400, (await _client.SendAsync("PUT", "/api/v3.1/secrets/s", body)).Status);

    [Fact]
    public async Task OnlyUtf8IsRead()
    {
        byte[] latin = [.. "{\"value\":\""u8, 0xE9, .. "\"}"u8];
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "{\"value\":\"x\"}"u8];

        Assert.Equal(
            (400, 200),
            ((await _client.UploadAsync("PUT", "/api/v3.1/secrets/a", latin, "application/json")).Status,
                (await _client.UploadAsync("PUT", "/api/v3.1/secrets/b", marked, "application/json")).Status));
    }

    /// <summary>The manager answers 500 for these times, in the same words for each.</summary>
    [Theory]
    [InlineData("+99999999999h")]
    [InlineData("+99999999 hours")]
    [InlineData("+9999y")]
    [InlineData("+ 1 hours")]
    [InlineData("+1e3 hours")]
    [InlineData("+1 fortnight")]
    [InlineData("+99999999999999999999999999d")]
    [InlineData("-1h")]
    [InlineData("x")]
    [InlineData("2030-02-30 10:00")]
    [InlineData("2030-01-01T10:00:00Z")]
    [InlineData("10000-01-01 00:00")]
    public async Task AnInvalidExpirationDateIsRefused(string time)
    {
        var answer = await _client.SendAsync("POST", "/api/v3.1/tokens", $"{{\"expiration_date\":\"{time}\"}}");

        Assert.Equal((500, "internal_server_error"), (answer.Status, answer.ErrorCode));
        Assert.StartsWith(
            "Internal error occurred in manager REST server - InternalServerError: 500 Internal Server Error: ",
            (string?)answer.Json["message"]);
    }

    [Theory]
    [InlineData("9999-12-31 23:59", "9999-12-31T23:59:00.000Z")]
    [InlineData("+1day+24h", null)]
    public async Task AValidExpirationDateIsAccepted(string time, string? expected)
    {
        var answer = await _client.SendAsync("POST", "/api/v3.1/tokens", $"{{\"expiration_date\":\"{time}\"}}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            expected ?? DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd'T'HH"),
            ((string)answer.Json["expiration_date"]!)[..(expected?.Length ?? 13)]);
    }

    [Theory]
    [InlineData("9999999999999999999999999999999999999999", 200, "")]
    [InlineData("2147483648", 200, "")]
    [InlineData("\"1\"", 200, "")]
    [InlineData("1.5", 200, "")]
    [InlineData("1e400", 400, "value is not a valid integer")]
    [InlineData("[]", 400, "value is not a valid integer")]
    [InlineData("-5", 400, "ensure this value is greater than or equal to 0")]
    [InlineData("null", 400, "none is not an allowed value")]
    public async Task TheVersionOfANodeInstanceCanBeAnyNumber(string version, int status, string reason)
    {
        await DeployAsync(Blueprint);
        var instance = (await _client.GetAsync("/api/v3.1/node-instances")).Ids.Single();

        var answer = await _client.SendAsync(
            "PATCH", "/api/v3.1/node-instances/" + instance, $"{{\"version\":{version},\"runtime_properties\":{{}}}}");

        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, (string?)answer.Json["message"] ?? "");
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-5")]
    public async Task AWorkflowCanWaitForAnyTimeAfterAFailure(string seconds)
    {
        await DeployAsync(Blueprint);

        var answer = await _client.SendAsync(
            "POST", "/api/v3.1/executions",
            $"{{\"deployment_id\":\"d\",\"workflow_id\":\"install\",\"wait_after_fail\":{seconds}}}");

        Assert.Equal(201, answer.Status);
        Assert.Equal("terminated", await StatusAsync("install"));
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999", "instances")]
    [InlineData("9223372036854775807", "instances")]
    [InlineData("-9223372036854775807", "illegal")]
    [InlineData("1e300", "instances")]
    public async Task ScalingByAnyNumberEnds(string delta, string reason)
    {
        await DeployAsync(Blueprint);

        await _client.SendAsync(
            "POST", "/api/v3.1/executions?force=true",
            "{\"deployment_id\":\"d\",\"workflow_id\":\"scale\",\"force\":true,\"parameters\":"
            + $"{{\"scalable_entity_name\":\"n\",\"delta\":{delta}}}}}");

        Assert.Equal("failed", await StatusAsync("scale"));
        Assert.Contains(reason, (string?)(await ExecutionAsync("scale"))["error"]);
    }

    /// <summary>The manager plans a group whose members are groups without a policy, and fails to deploy it.</summary>
    [Theory]
    [InlineData("g1: {members: [g2]}, g2: {members: [g1]}")]
    [InlineData("g1: {members: [g2]}, g2: {members: [n]}")]
    public async Task AScalingGroupOfGroupsWithoutAPolicyIsNotDeployed(string groups)
    {
        await UploadAsync(Blueprint + $"groups: {{{groups}}}\n"
            + "policies: {p: {type: cloudify.policies.scaling, targets: [g1], properties: {default_instances: 3}}}\n");

        var answer = await _client.SendAsync("PUT", "/api/v3.1/deployments/d", "{\"blueprint_id\":\"b\"}");

        Assert.Equal((400, "deployment_creation_error"), (answer.Status, answer.ErrorCode));
        Assert.Equal("KeyError: 'node'", (string?)answer.Json["message"]);
    }

    [Theory]
    [InlineData("instances: {deploy: 1000000000000000000000000000000}")]
    [InlineData("capabilities: {scalable: {properties: {default_instances: 1000000000000000000000000000000}}}")]
    public async Task ANodeWithEndlessInstancesIsPlannedButNotDeployed(string instances)
    {
        await UploadAsync(Fixture.Header + $"node_templates: {{n: {{type: cloudify.nodes.Root, {instances}}}}}\n");

        var answer = await _client.SendAsync("PUT", "/api/v3.1/deployments/d", "{\"blueprint_id\":\"b\"}");

        Assert.Equal((400, "deployment_creation_error"), (answer.Status, answer.ErrorCode));
    }

    /// <summary>Whatever is wrong with a blueprint, its upload ends, and its row names the reason.</summary>
    [Theory]
    [InlineData("inputs: {i: {constraints: [{pattern: '(a#)'}]}}\n", "pattern")]
    [InlineData("inputs: {i: {default: [#]}}\n", "digits")]
    public async Task ABlueprintThatExceedsABudgetFailsToParse(string yaml, string reason)
    {
        foreach (var upload in new[] { "", "?async_upload=true" })
        {
            await _client.UploadAsync(
                "PUT", "/api/v3.1/blueprints/b" + upload,
                HostileArchives.Tar(("b/blueprint.yaml", Fixture.Header + yaml.Replace("#", new string('9', 9000)))));
            var row = (await _client.GetAsync("/api/v3.1/blueprints/b")).Json;

            Assert.Equal("failed_parsing", (string?)row["state"]);
            Assert.StartsWith("Failed parsing blueprint - ", (string?)row["error"]);
            Assert.Contains(reason, (string?)row["error"]);
        }
    }

    [Fact]
    public async Task AnArchiveThatCannotBeReadFailsToUpload()
    {
        var answer = await _client.UploadAsync(
            "PUT", "/api/v3.1/blueprints/b", HostileArchives.HeaderOnly(long.MaxValue));

        Assert.Equal((400, "bad_parameters_error"), (answer.Status, answer.ErrorCode));
        Assert.Equal(
            "failed_uploading", (string?)(await _client.GetAsync("/api/v3.1/blueprints/b")).Json["state"]);
    }

    [Fact]
    public async Task ALargeResponseIsComplete()
    {
        var value = new string('\u00e9', 500_000);
        await _client.SendAsync("PUT", "/api/v3.1/secrets/s", $"{{\"value\":\"{value}\"}}");

        Assert.Equal(value, (string?)(await _client.GetAsync("/api/v3.1/secrets/s")).Json["value"]);
    }

    private async Task DeployAsync(string yaml)
    {
        await UploadAsync(yaml);
        var answer = await _client.SendAsync("PUT", "/api/v3.1/deployments/d", "{\"blueprint_id\":\"b\"}");
        Assert.Equal(201, answer.Status);
    }

    private async Task UploadAsync(string yaml)
    {
        var answer = await _client.UploadAsync(
            "PUT", "/api/v3.1/blueprints/b", HostileArchives.Tar(("b/blueprint.yaml", yaml)));
        Assert.Equal(201, answer.Status);
    }

    private async Task<string?> StatusAsync(string workflow) => (string?)(await ExecutionAsync(workflow))["status"];

    private async Task<JToken> ExecutionAsync(string workflow) =>
        (await _client.GetAsync("/api/v3.1/executions?workflow_id=" + workflow)).Json["items"]!.Single();
}
