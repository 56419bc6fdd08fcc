using System.Text.RegularExpressions;
using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Compares the events, logs, states and counts of workflows with those of the recorded manager.</summary>
public sealed class RecordingTests
{
    private static readonly Lazy<List<JObject>> RecordedEvents = new(() =>
        [.. WorkflowHarness.Recorded("events.jsonl", 2)["items"]!.Cast<JObject>()]);

    [Fact]
    public void InstallOfBp1HasTheRecordedEvents()
    {
        var manager = new WorkflowHarness().WithBp1();

        var execution = manager.Run("dep1", "install");

        // The recorded deployment had another greeting than the recorded node has now.
        Assert.Equal(Recorded("aaf79237-c40f-4832-9210-86497e88138f"), Told(manager.Events(execution)));
        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal("completed", (string?)execution["status_display"]);
        Assert.Equal((19, 19), Operations(execution));
    }

    [Fact]
    public void UninstallAndInstallAgainCountTheVersionsAsRecorded()
    {
        var manager = new WorkflowHarness().WithBp1();
        manager.Run("dep1", "install");
        manager.Run("dep1", "execute_operation", JObject.FromObject(new
        {
            operation = "cloudify.interfaces.lifecycle.create",
            node_ids = new[] { "host" },
            operation_kwargs = new { greeting = "again" },
            allow_kwargs_override = true,
        }));
        Assert.Equal("again", (string?)manager.Instance("host_ljokzo")["runtime_properties"]!["said"]);

        var uninstall = manager.Run("dep1", "uninstall", new JObject { ["ignore_failure"] = true });
        Assert.Equal(Recorded("6d19e379-c759-4c18-a5e9-9a7b646e5282"), Told(manager.Events(uninstall)));
        Assert.Equal((18, 18), Operations(uninstall));
        Assert.All(manager.Store.Instances, instance => Assert.Equal("deleted", (string?)instance["state"]));
        Assert.Equal("inactive", (string?)manager.Store.Deployments[0]["installation_status"]);

        var install = manager.Run("dep1", "install");
        Assert.Equal(Recorded("f5936ece-2d5c-401e-bc85-a4fc1d566bcc"), Told(manager.Events(install)));
        foreach (var recorded in WorkflowHarness.Recorded("node-instances.jsonl", 2)["items"]!.Cast<JObject>())
        {
            var instance = manager.Instance((string)recorded["id"]!);
            Assert.True(JToken.DeepEquals(recorded["runtime_properties"], instance["runtime_properties"]));
            foreach (var name in new[] { "state", "version", "is_status_check_ok", "has_configuration_drift" })
            {
                Assert.Equal($"{name} {recorded[name]}", $"{name} {instance[name]}");
            }

            Assert.Equal(Keys(recorded["system_properties"]!), Keys(instance["system_properties"]!));
            Assert.Equal(
                Keys(recorded["system_properties"]!["status"]!), Keys(instance["system_properties"]!["status"]!));
        }
    }

    [Fact]
    public void ExecuteOperationHasTheRecordedEvents()
    {
        var manager = new WorkflowHarness().WithBp1();
        manager.Run("dep1", "install");

        var execution = manager.Run("dep1", "execute_operation", JObject.FromObject(new
        {
            operation = "cloudify.interfaces.lifecycle.create",
            node_ids = new[] { "host" },
            operation_kwargs = new { greeting = "again" },
            allow_kwargs_override = true,
        }));

        Assert.Equal(Recorded("3b38bb17-8c22-4609-a2e8-778ad953b0b7"), Told(manager.Events(execution)));
        Assert.Equal((4, 4), Operations(execution));
    }

    [Fact]
    public void AnOperationWithoutImplementationEndsImmediately()
    {
        var manager = new WorkflowHarness().WithBp1();

        var execution = manager.Run("dep1", "execute_operation", new JObject
        {
            ["operation"] = "cloudify.interfaces.lifecycle.configure",
        });

        Assert.Equal(Recorded("b0109ca8-237c-4011-aaa9-26842912fadd"), Told(manager.Events(execution)));
        Assert.Equal((0, 0), Operations(execution));
    }

    [Fact]
    public void ADryRunChangesNothing()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Row("dep1", "install");
        execution["is_dry_run"] = true;
        manager.Engine.Start(execution);

        manager.Finish(execution);

        var recorded = Recorded("e5a8e75a-d2af-4f34-9864-fc746180e148")
            .Select(line => line.Replace("host_y63nfy", "host_ljokzo").Replace("app_1aumob", "app_fixm6c"));
        Assert.Equal(recorded, Told(manager.Events(execution)));
        Assert.Equal((0, 0), Operations(execution));
        Assert.All(manager.Store.Instances, instance => Assert.Equal("uninitialized", (string?)instance["state"]));
        Assert.All(manager.Store.Instances, instance => Assert.Equal(1, (int)instance["version"]!));
    }

    [Fact]
    public void AnInstallThatFailsFailsAsRecordedAndAgainWhenResumed()
    {
        var manager = new WorkflowHarness().WithSlow("failing", 120, true, "sleeper_ditabb", "sleeper_2d6oie");

        var execution = manager.Run("failing", "install");

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Equal((24, 18), Operations(execution));
        Assert.StartsWith(
            "2 operation errors:\n"
            + "script_runner.tasks.run (sleeper_ditabb:cloudify.interfaces.lifecycle.start): "
            + "NonRecoverableError `asked to fail`\n"
            + "script_runner.tasks.run (sleeper_2d6oie:cloudify.interfaces.lifecycle.start): "
            + "NonRecoverableError `asked to fail`\n"
            + "Traceback of script_runner.tasks.run (sleeper_ditabb:cloudify.interfaces.lifecycle.start) "
            + "(most recent call last):\n",
            (string?)execution["error"]);
        Assert.EndsWith("\ncloudify.exceptions.NonRecoverableError: asked to fail", (string?)execution["error"]);

        manager.Engine.Resume(execution, force: false);
        Assert.Equal("pending", (string?)execution["status"]);
        manager.Finish(execution);

        Assert.Equal((24, 22), Operations(execution));
        var recorded = Recorded("99febf4c-29bb-48d5-bba9-a3394c80216c");
        var told = Told(manager.Events(execution));
        foreach (var instance in new[] { "sleeper_ditabb", "sleeper_2d6oie" })
        {
            Assert.Equal(recorded.Where(line => line.Contains(instance))
                .Where(IsNoError), told.Where(line => line.Contains(instance)).Where(IsNoError));
        }

        Assert.Equal(recorded.Count, told.Count);
        var cause = (JObject)manager.Events(execution)
            .First(row => (string?)row["event_type"] == "task_failed")["error_causes"]![0]!;
        Assert.Equal(("asked to fail", "NonRecoverableError"), ((string?)cause["message"], (string?)cause["type"]));
        Assert.Contains("sleep.py\", line 7, in <module>", (string?)cause["traceback"]);
    }

    [Fact]
    public void AKilledInstallCanBeFinishedWithForcedResume()
    {
        var manager = new WorkflowHarness().WithSlow("slow1", 40, false, "sleeper_8owxur", "sleeper_tfyzy2");
        var execution = manager.Start("slow1", "install");
        manager.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("started", (string?)execution["status"]);
        Assert.Equal((24, 14), Operations(execution));

        manager.Engine.Cancel(execution, CancelKind.Kill);
        Assert.Equal("kill_cancelling", (string?)execution["status"]);
        manager.Finish(execution);
        Assert.Equal("cancelled", (string?)execution["status"]);
        Assert.DoesNotContain(manager.Events(execution), row => (string?)row["event_type"] == "workflow_cancelled");

        manager.Engine.Resume(execution, force: false);
        manager.Finish(execution);
        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Equal((24, 18), Operations(execution));
        Assert.Matches(
            "^2 operation errors:\nscript_runner.tasks.run \\(sleeper_\\w+:cloudify.interfaces.lifecycle.start\\): \n"
            + "script_runner.tasks.run \\(sleeper_\\w+:cloudify.interfaces.lifecycle.start\\): $",
            (string?)execution["error"]);

        var recorded = Recorded("abb1829a-6a8d-4c22-9fbd-f88ccb07099a");
        var failed = recorded.FindIndex(line => line.StartsWith("workflow_failed", StringComparison.Ordinal));
        var told = Told(manager.Events(execution));
        foreach (var instance in new[] { "sleeper_8owxur", "sleeper_tfyzy2" })
        {
            Assert.Equal(
                recorded.Take(failed).Where(line => line.Contains(instance)),
                told.SkipLast(1).Where(line => line.Contains(instance)));
        }

        manager.Engine.Resume(execution, force: true);
        manager.Finish(execution);
        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.All(manager.Store.Instances, instance => Assert.Equal("started", (string?)instance["state"]));
    }

    /// <summary>Excludes error lines, which contain paths of the recorded manager.</summary>
    private static bool IsNoError(string line) => !line.Contains("operation errors");

    private static (int Total, int Finished) Operations(JObject execution) =>
        ((int)execution["total_operations"]!, (int)execution["finished_operations"]!);

    private static List<string> Keys(JToken value) => [.. ((JObject)value).Properties().Select(p => p.Name).Order()];

    private static List<string> Recorded(string execution) =>
        Told(RecordedEvents.Value.Where(row => (string?)row["execution_id"] == execution));

    private static List<string> Told(IEnumerable<JObject> events) =>
    [
        .. events.OrderBy(row => (string?)row["timestamp"], StringComparer.Ordinal)
            .Select(row =>
                $"{row["event_type"] ?? row["level"]} {row["node_name"]} {row["node_instance_id"]} {row["operation"]}: "
                + Regex.Replace(((string)row["message"]!).Replace("/tmp/work/", "/tmp/"), @"PID(: |=)\d+", "PID")),
    ];
}
