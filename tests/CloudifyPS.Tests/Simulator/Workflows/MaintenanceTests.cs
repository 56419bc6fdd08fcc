using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>The maintenance mode waits for executions, and queued executions wait for its end.</summary>
public sealed class MaintenanceTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly SimulatedManager _manager;
    private readonly SimulatorClient _client;

    public MaintenanceTests()
    {
        _manager = new SimulatedManager(new SimulatorOptions { TimeProvider = _clock });
        _client = new SimulatorClient(_manager);
    }

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    [Fact]
    public async Task TheModeIsActivatedWhenTheLastExecutionHasEnded()
    {
        var execution = _manager.Context.State.Executions.Add(new JObject
        {
            ["id"] = "e1", ["tenant_name"] = "default_tenant", ["status"] = "started", ["deployment_id"] = "d1",
            ["workflow_id"] = "install",
        });
        var remaining = JObject.Parse(
            """{"id": "e1", "status": "started", "deployment_id": "d1", "workflow_id": "install"}""");

        var asked = (await PostAsync("activate")).Json;
        Assert.Equal(("activating", null), ((string?)asked["status"], (string?)asked["activated_at"]));
        Assert.True(JToken.DeepEquals(new JArray { new JArray(remaining) }, asked["remaining_executions"]));
        Assert.Equal(304, (await PostAsync("activate")).Status);
        var shown = (await _client.GetAsync("api/v3.1/maintenance")).Json;
        Assert.True(JToken.DeepEquals(new JArray(remaining), shown["remaining_executions"]));
        var refused = await _client.SendAsync("POST", "api/v3.1/executions", "{}");
        Assert.Equal((503, "entering_maintenance_mode"), (refused.Status, (string?)refused.Json["error_code"]));
        Assert.Equal(200, (await _client.GetAsync("api/v3.1/executions")).Status);

        execution["status"] = "terminated";
        _clock.Advance(TimeSpan.FromMinutes(1));
        var active = (await _client.GetAsync("api/v3.1/maintenance")).Json;
        Assert.Equal(
            ("activated", "2026-11-23T12:00:00.000Z", "2026-11-23T12:01:00.000Z"),
            ((string?)active["status"], (string?)active["activation_requested_at"], (string?)active["activated_at"]));
        Assert.Equal(503, (await _client.GetAsync("api/v3.1/executions")).Status);
    }

    [Fact]
    public async Task QueuedExecutionsWaitForTheEndOfTheMode()
    {
        await PostAsync("activate");
        var execution = _manager.Context.State.Executions.Add(new JObject
        {
            ["id"] = "e1", ["tenant_name"] = "default_tenant", ["status"] = "queued",
            ["workflow_id"] = "create_snapshot", ["is_system_workflow"] = true,
        });
        _manager.Context.Engine.StartSystem(execution, () => { });
        Assert.Equal("queued", (string?)execution["status"]);

        Assert.Equal("deactivated", (string?)(await PostAsync("deactivate")).Json["status"]);

        Assert.Equal("pending", (string?)execution["status"]);
    }

    private Task<SimulatorAnswer> PostAsync(string action) =>
        _client.SendAsync("POST", "api/v3.1/maintenance/" + action);
}
