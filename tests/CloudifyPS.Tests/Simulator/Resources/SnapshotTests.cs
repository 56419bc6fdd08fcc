using System.IO.Compression;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Tests creating and restoring snapshots.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("4.0.0")]
    [InlineData("7.0.5")]
    public async Task ASnapshotRestoresTheStateOnAnotherManager(string version)
    {
        byte[] snapshot;
        using (var manager = new SimulatedManager(new SimulatorOptions { Version = version, Speed = 0 }))
        using (var admin = new SimulatorClient(manager))
        {
            await admin.SendAsync("POST", "/api/v3/tenants/t1");
            using var inTenant = new SimulatorClient(manager, tenant: "t1");
            var archive = await File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.zip"));
            await inTenant.UploadAsync("PUT", "/api/v3/blueprints/bp1", archive);
            await inTenant.SendAsync("PUT", "/api/v3/deployments/d1", """{"blueprint_id": "bp1"}""");
            await inTenant.SendAsync(
                "POST", "/api/v3/executions", """{"deployment_id": "d1", "workflow_id": "install"}""");
            await inTenant.SendAsync("PUT", "/api/v3/secrets/s1", """{"value": "kept"}""");
            Assert.Equal(201, (await admin.SendAsync("PUT", "/api/v3/snapshots/snap", "{}")).Status);
            snapshot = (await admin.GetAsync("/api/v3/snapshots/snap/archive")).Content;
        }

        using (var zip = new ZipArchive(new MemoryStream(snapshot)))
        {
            Assert.NotEmpty(zip.Entries);
        }

        using var other = new SimulatedManager(new SimulatorOptions { Version = version, Speed = 0 });
        using var restorer = new SimulatorClient(other);
        Assert.Equal(201, (await restorer.UploadAsync("PUT", "/api/v3/snapshots/up/archive", snapshot)).Status);
        var restored = await restorer.SendAsync(
            "POST", "/api/v3/snapshots/up/restore",
            """{"force": false, "recreate_deployments_envs": true, "tenant_name": "default_tenant"}""");
        Assert.Equal(200, restored.Status);

        var execution = await restorer.GetAsync("/api/v3/executions/" + restored.Json["id"]);
        Assert.Equal("terminated", (string?)execution.Json["status"]);
        using var moved = new SimulatorClient(other, tenant: "t1");
        Assert.Equal("kept", (string?)(await moved.GetAsync("/api/v3/secrets/s1")).Json["value"]);
        Assert.Equal(
            ["started", "started"],
            (await moved.GetAsync("/api/v3/node-instances?deployment_id=d1")).Json["items"]!
                .Select(instance => (string)instance["state"]!));
        Assert.NotEmpty((await moved.GetAsync("/api/v3/blueprints/bp1/archive")).Content);
        Assert.Equal(201, (await moved.SendAsync(
            "POST", "/api/v3/executions", """{"deployment_id": "d1", "workflow_id": "uninstall"}""")).Status);
    }

    [Fact]
    public async Task MostRequestsAreRefusedDuringARestore()
    {
        var clock = new FakeTimeProvider();
        using var manager = new SimulatedManager(new SimulatorOptions { TimeProvider = clock });
        using var client = new SimulatorClient(manager);
        await client.SendAsync("PUT", "/api/v3.1/snapshots/snap", "{}");
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.SendAsync("PUT", "/api/v3.1/secrets/later", """{"value": "x"}""");
        await client.SendAsync("POST", "/api/v3.1/snapshots/snap/restore", """{"force": true}""");
        HashSet<int> answers = [];
        while (manager.Context.Engine.Scheduler.NextDue is { } due)
        {
            clock.SetUtcNow(due);
            var answer = await client.GetAsync("/api/v3.1/secrets/later");
            var status = (string?)(await client.GetAsync("/api/v3.1/snapshot-status")).Json["status"];
            Assert.Equal(200, (await client.GetAsync("/api/v3.1/version")).Status);
            Assert.Equal(answer.Status == 503 ? "running" : "not-running", status);
            Assert.Equal(answer.Status == 503 ? "in_snapshot_restore_error" : answer.ErrorCode, answer.ErrorCode);
            answers.Add(answer.Status);
        }

        // The secret exists before the restore, is unavailable during it, and does not exist after it.
        Assert.Equal([200, 503, 404], answers);
    }

    [Fact]
    public async Task AnInvalidSnapshotFailsAndKeepsTheState()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = new SimulatorClient(manager);
        await client.SendAsync("PUT", "/api/v3.1/secrets/s1", """{"value": "x"}""");
        await client.UploadAsync("PUT", "/api/v3.1/snapshots/bad/archive", [1, 2, 3]);

        var restored = await client.SendAsync("POST", "/api/v3.1/snapshots/bad/restore", """{"force": true}""");

        var execution = await client.GetAsync("/api/v3.1/executions/" + restored.Json["id"]);
        Assert.Equal("failed", (string?)execution.Json["status"]);
        Assert.Equal(200, (await client.GetAsync("/api/v3.1/secrets/s1")).Status);
    }
}
