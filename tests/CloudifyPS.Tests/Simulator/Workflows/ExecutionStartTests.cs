using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>The checks of new executions, and what deployments show before their first one.</summary>
public sealed class ExecutionStartTests : IDisposable
{
    private const string Blueprint = """
        tosca_definitions_version: cloudify_dsl_1_5
        imports: [cloudify/types/types.yaml]
        node_templates:
          a: {type: cloudify.nodes.Root}
          b:
            type: cloudify.nodes.Root
            instances: {deploy: 2}
        groups:
          g: {members: [b]}
        policies:
          p:
            type: cloudify.policies.scaling
            targets: [g]
            properties: {default_instances: 2}
        """;

    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly SimulatorClient _client;

    public ExecutionStartTests() => _client = new SimulatorClient(_manager);

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    [Fact]
    public async Task NodesAreCountedBeforeTheInstallation()
    {
        await DeployAsync();

        var nodes = (await _client.GetAsync("api/v3.1/nodes?deployment_id=d&_sort=id")).Json["items"]!;

        Assert.Equal([1, 4], nodes.Select(node => (int)node["unavailable_instances"]!));
        Assert.Equal([1, 4], nodes.Select(node => (int)node["actual_number_of_instances"]!));
        Assert.Equal([1, 4], nodes.Select(node => (int)node["actual_planned_number_of_instances"]!));
    }

    [Fact]
    public async Task NoPlannedNumberIsShownWithoutScalingGroups()
    {
        await DeployAsync(Blueprint[..Blueprint.IndexOf("groups:", StringComparison.Ordinal)]);

        var nodes = (await _client.GetAsync("api/v3.1/nodes?deployment_id=d&_sort=id")).Json["items"]!;

        Assert.Equal([1, 2], nodes.Select(node => (int)node["unavailable_instances"]!));
        Assert.Equal([0, 0], nodes.Select(node => (int)node["actual_planned_number_of_instances"]!));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"force_status\": null")]
    [InlineData(", \"dry_run\": true")]
    public async Task AnUnavailableWorkflowIsRefusedAndLeavesAFailedExecution(string more)
    {
        await DeployAsync();

        var refused = await StartAsync("heal", more);

        Assert.Equal(
            (400, "Workflow not available: heal"), (refused.Status, (string?)refused.Json["message"]));
        var left = (await _client.GetAsync("api/v3.1/executions?workflow_id=heal")).Json["items"]!.Single();
        Assert.Equal("failed", (string?)left["status"]);
        Assert.Equal("Error preparing execution: Workflow not available: heal", (string?)left["error"]);
        Assert.Equal(JTokenType.Null, left["ended_at"]!.Type);
    }

    [Theory]
    [InlineData(
        ", \"force_status\": \"bogus\"",
        "Force status was set to invalid state \"bogus\". Valid states are: terminated,failed,cancelled,pending,"
        + "started,cancelling,force_cancelling,kill_cancelling,queued,scheduled")]
    [InlineData(
        ", \"force_status\": \"started\", \"scheduled_time\": \"209912312200+0000\"",
        "A status cannot be forced when scheduling an execution.")]
    public async Task AForcedStatusIsChecked(string more, string message)
    {
        await DeployAsync();

        var refused = await StartAsync("install", more);

        Assert.Equal((400, message), (refused.Status, (string?)refused.Json["message"]));
    }

    [Theory]
    [InlineData("nosuch", ", \"parameters\": [1]")]
    [InlineData("install", ", \"parameters\": {\"nosuch\": 1}")]
    public async Task AScheduledExecutionIsCheckedWhenItStarts(string workflow, string more)
    {
        await DeployAsync();

        var scheduled = await StartAsync(workflow, more + ", \"scheduled_time\": \"209912312200+0000\"");

        Assert.Equal((201, "scheduled"), (scheduled.Status, (string?)scheduled.Json["status"]));
        Assert.Equal(400, (await StartAsync(workflow, more)).Status);
    }

    [Fact]
    public async Task AWorkflowOfTheManagerTakesAnyParameter()
    {
        await DeployAsync();

        var created = await StartAsync("create_deployment_environment", ", \"parameters\": {\"any\": 1}");

        Assert.Equal((201, true), (created.Status, (bool)created.Json["allow_custom_parameters"]!));
        var ended = (await _client.GetAsync($"api/v3.1/executions/{created.Json["id"]}")).Json;
        Assert.Equal("failed", (string?)ended["status"]);
        Assert.EndsWith("409: policy_types is already set", (string?)ended["error"]);
    }

    [Fact]
    public async Task TheErrorNamesTheRunningExecutions()
    {
        await DeployAsync();
        var running = (await StartAsync("install", ", \"force_status\": \"started\"")).Json["id"];

        var refused = await StartAsync("uninstall");

        Assert.Equal(
            $"The following executions are currently running for this deployment: [<Execution id=`{running}` "
            + "tenant=`default_tenant` status=`started` workflow_id=`install`>]. To execute this workflow anyway, pass "
            + "\"force=true\" as a query parameter to this request",
            (string?)refused.Json["message"]);
    }

    [Theory]
    [InlineData("""{"node_ids": [], "operation": "nosuch.create"}""", "operation", "operation_name")]
    [InlineData("""{"operation": null}""", "operation", "operation_name")]
    public async Task AnOperationMustExist(string parameters, string name, string type)
    {
        await DeployAsync();
        var value = (string?)JObject.Parse(parameters)[name] ?? "None";

        var refused = await StartAsync("execute_operation", ", \"force\": true, \"parameters\": " + parameters);

        Assert.Equal(
            $"Parameter \"{name}\" does not meet its constraints: Value '{value}' of '{name}' is not a valid value for "
            + $"data type '{type}'.",
            (string?)refused.Json["message"]);
    }

    private Task<SimulatorAnswer> StartAsync(string workflow, string more = "") => _client.SendAsync(
        "POST", "api/v3.1/executions", $$"""{"deployment_id": "d", "workflow_id": "{{workflow}}"{{more}}}""");

    private async Task DeployAsync(string blueprint = Blueprint)
    {
        using var content = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(content, CompressionMode.Compress)))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "b/blueprint.yaml")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(blueprint)),
            });
        }

        Assert.Equal(201, (await _client.UploadAsync("PUT", "api/v3.1/blueprints/b", content.ToArray())).Status);
        Assert.Equal(
            201, (await _client.SendAsync("PUT", "api/v3.1/deployments/d", """{"blueprint_id": "b"}""")).Status);
    }
}
