using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

public sealed class WorkflowEngineTests
{
    private const string Create = "cloudify.interfaces.lifecycle.create";
    private const string Start = "cloudify.interfaces.lifecycle.start";
    private const string Stop = "cloudify.interfaces.lifecycle.stop";
    private const string Establish = "cloudify.interfaces.relationship_lifecycle.establish";
    private const string Unlink = "cloudify.interfaces.relationship_lifecycle.unlink";
    private const string ContainedIn = "cloudify.relationships.contained_in";
    private const string ConnectedTo = "cloudify.relationships.connected_to";

    [Fact]
    public void InstancesAreInstalledInTheOrderOfTheirRelationshipsAndSideBySideOtherwise()
    {
        var manager = ThreeTiers();

        var execution = manager.Run("shop", "install");

        Assert.Equal("terminated", (string?)execution["status"]);
        int At(string message, string instance) => manager.Events(execution).ToList().FindIndex(row =>
            (string?)row["message"] == message && (string?)row["node_instance_id"] == instance);
        Assert.True(At("Node instance started", "db_1") < At("Starting node instance", "app_1"));
        Assert.True(At("Node instance started", "host_1") < At("Starting node instance", "app_1"));
        Assert.True(At("Starting node instance", "app_2") < At("Node instance started", "app_1"));
        Assert.True(At("Node instance started", "app_2") < At("Establishing relationships", "lb_1"));

        var deployment = manager.Store.Deployments[0];
        Assert.Equal(
            ("active", "good"), ((string?)deployment["installation_status"], (string?)deployment["deployment_status"]));
        Assert.Equal("completed", (string?)deployment["latest_execution_status"]);
        Assert.Equal((string?)execution["id"], (string?)deployment["latest_execution"]);
        Assert.Equal((int)execution["total_operations"]!, (int)deployment["latest_execution_finished_operations"]!);
        Assert.Equal(0, (int)deployment["unavailable_instances"]!);
    }

    [Fact]
    public void ARelationshipsOperationsNameSourceAndTarget()
    {
        var manager = ThreeTiers();

        var execution = manager.Run("shop", "install");

        var established = manager.Events(execution).Where(row => (string?)row["operation"] == Establish).ToList();
        Assert.Contains(established, row => (string?)row["message"] == "Adding app_2 to the load balancer"
            && (string?)row["source_id"] == "lb_1" && (string?)row["target_id"] == "app_2");
        Assert.Equal(2, established.Count(row => (string?)row["event_type"] == "task_succeeded"));
    }

    [Fact]
    public void UninstallGoesTheOtherWayRound()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "uninstall");

        var deleted = manager.Events(execution).Where(row => (string?)row["message"] == "Deleted node instance")
            .Select(row => (string)row["node_instance_id"]!).ToList();
        Assert.Equal("lb_1", deleted[0]);
        Assert.True(deleted.IndexOf("app_1") < deleted.IndexOf("db_1"));
        Assert.True(deleted.IndexOf("app_1") < deleted.IndexOf("host_1"));
        Assert.Contains(manager.Messages(execution, "lb_1"), message => message == "Unlinking relationships");
    }

    [Fact]
    public void FiltersLeaveTheOtherInstancesAlone()
    {
        var manager = ThreeTiers();

        manager.Run("shop", "install", new JObject { ["node_ids"] = new JArray("db") });

        Assert.Equal("started", (string?)manager.Instance("db_1")["state"]);
        Assert.Equal("uninitialized", (string?)manager.Instance("app_1")["state"]);
        Assert.Equal("inactive", (string?)manager.Store.Deployments[0]["installation_status"]);
    }

    [Fact]
    public void NothingHappensBeforeItsTime()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");

        manager.Advance(TimeSpan.FromMilliseconds(449));
        Assert.Equal("pending", (string?)execution["status"]);
        manager.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("started", (string?)execution["status"]);
        Assert.Equal("in_progress", (string?)manager.Store.Deployments[0]["deployment_status"]);
        manager.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("starting", (string?)manager.Instance("sleeper_1")["state"]);
        manager.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("terminated", (string?)execution["status"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    public void WithoutAPaceAllIsDoneAtTheNextLook(double speed)
    {
        var manager = new WorkflowHarness(options => options.Speed = speed).WithBp1();
        var execution = manager.Start("dep1", "install");

        manager.Engine.RunDue();

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(35, manager.Events(execution).Count());
    }

    [Fact]
    public void SpeedDividesEveryTime()
    {
        var manager = new WorkflowHarness(options => options.Speed = 10).WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");

        manager.Advance(TimeSpan.FromSeconds(4.5));

        Assert.Equal("terminated", (string?)execution["status"]);
    }

    [Fact]
    public void WhatAWorkerReportsArrivesLaterThanItHappenedAndIsNumberedAsItArrives()
    {
        var manager = new WorkflowHarness().WithBp1();

        var events = manager.Events(manager.Run("dep1", "install")).ToList();

        Assert.True(
            string.CompareOrdinal((string?)events[0]["timestamp"], (string?)events[0]["reported_timestamp"]) < 0);
        foreach (var type in new[] { "cloudify_event", "cloudify_log" })
        {
            var ids = events.Where(row => (string?)row["type"] == type)
                .Select(row => (int)row["_storage_id"]!).ToList();
            Assert.Equal(Enumerable.Range(1, ids.Count), ids);
        }
    }

    [Theory]
    [InlineData("Cancel", "cancelling")]
    [InlineData("ForceCancel", "force_cancelling")]
    public void ACancelledExecutionEndsWhenItNoticesAndCanGoOnLater(string kind, string status)
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Cancel(execution, Enum.Parse<CancelKind>(kind));

        Assert.Equal(status, (string?)execution["status"]);
        manager.Finish(execution);
        Assert.Equal("cancelled", (string?)execution["status"]);
        Assert.Contains("'install' workflow execution cancelled", manager.Messages(execution));
        Assert.Equal("starting", (string?)manager.Instance("sleeper_1")["state"]);

        // The operation has not been sent again: it was never stopped.
        manager.Engine.Resume(execution, force: false);
        manager.Finish(execution);
        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Single(manager.Events(execution), row => (string?)row["event_type"] == "sending_task");
    }

    [Fact]
    public void AWorkflowThatEndsWhileItIsCancelledSaysSoOnce()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 1, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(1));

        manager.Engine.Cancel(execution, CancelKind.Cancel);
        manager.Finish(execution);

        Assert.Equal("cancelled", (string?)execution["status"]);
        Assert.Single(manager.Messages(execution), "'install' workflow execution cancelled");
    }

    [Fact]
    public void WhatHasEndedCannotBeCancelledButKilled()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Run("dep1", "install");

        var error = Assert.Throws<ManagerErrorException>(() => manager.Engine.Cancel(execution, CancelKind.Cancel));
        Assert.Equal((400, "illegal_action_error"), (error.Status, error.ErrorCode));
        Assert.Equal($"Can't cancel execution {execution["id"]} because it's in status terminated", error.Message);

        manager.Engine.Cancel(execution, CancelKind.Kill);
        Assert.Equal("kill_cancelling", (string?)execution["status"]);
        manager.Finish(execution);
        Assert.Equal("cancelled", (string?)execution["status"]);
    }

    [Fact]
    public void OnlyWhatFailedOrWasCancelledCanBeResumed()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Run("dep1", "install");

        var error = Assert.Throws<ManagerErrorException>(() => manager.Engine.Resume(execution, force: false));

        Assert.Equal((409, "conflict_error"), (error.Status, error.ErrorCode));
        Assert.Equal($"Cannot resume execution: `{execution["id"]}` in state: `terminated`", error.Message);
    }

    [Fact]
    public void AQueuedExecutionRunsWhenTheRunningOneHasEnded()
    {
        var manager = new WorkflowHarness().WithBp1();
        var first = manager.Start("dep1", "install");
        var second = manager.Start("dep1", "uninstall", status: "queued");
        var cancelled = manager.Start("dep1", "install", status: "queued");
        manager.Engine.Cancel(cancelled, CancelKind.Cancel);
        Assert.Equal("cancelling", (string?)cancelled["status"]);

        manager.Finish(first);

        Assert.Equal("cancelled", (string?)cancelled["status"]);
        Assert.NotEqual("queued", (string?)second["status"]);
        manager.Finish(second);
        Assert.Equal("terminated", (string?)second["status"]);
        Assert.All(manager.Store.Instances, instance => Assert.Equal("deleted", (string?)instance["state"]));
    }

    [Fact]
    public void AQueuedExecutionFailsWhenItsWorkflowMakesNoSenseAnyMore()
    {
        var manager = new WorkflowHarness().WithBp1();
        manager.Store.Deployments[0]["workflows"]!.First(w => (string?)w["name"] == "install")["availability_rules"] =
            new JObject { ["node_instances_active"] = new JArray("none", "partial") };
        var first = manager.Start("dep1", "install");
        var second = manager.Start("dep1", "install", status: "queued");

        manager.Finish(first);

        Assert.Equal("failed", (string?)second["status"]);
        Assert.Equal("Error dequeueing execution: Workflow not available: install", (string?)second["error"]);
    }

    [Fact]
    public void AScheduledExecutionWaitsForItsTime()
    {
        var manager = new WorkflowHarness().WithBp1();
        var execution = manager.Row("dep1", "install", status: "scheduled");
        execution["scheduled_for"] = "2026-11-23T13:00:00.000Z";
        manager.Engine.Start(execution);

        manager.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("scheduled", (string?)execution["status"]);
        manager.Finish(execution);
        Assert.StartsWith("2026-11-23T13:00:00", (string?)execution["started_at"]);
    }

    [Fact]
    public void ARecoverableFailureIsTriedAgain()
    {
        var manager = new WorkflowHarness(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "host/create", Failure = "not yet", Recoverable = true, Times = 2,
        })).WithBp1();

        var execution = manager.Run("dep1", "install");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal((21, 21), ((int)execution["total_operations"]!, (int)execution["finished_operations"]!));
        Assert.Equal(
            ["Task failed 'script_runner.tasks.run' -> not yet",
                "Task failed 'script_runner.tasks.run' -> not yet [retry 1/60]"],
            manager.Events(execution).Where(row => (string?)row["event_type"] == "task_failed")
                .Select(row => (string?)row["message"]));
        Assert.Contains("Task succeeded 'script_runner.tasks.run' [retry 2/60]", manager.Messages(execution));
    }

    [Fact]
    public void AFinalFailureEndsTheWorkflowAndSparesWhatDoesNotDependOnIt()
    {
        var manager = ThreeTiers(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "app_1/*.start", Failure = "no more memory",
        }));

        var execution = manager.Run("shop", "install");

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.StartsWith(
            $"Task failed: script_runner.tasks.run (app_1:{Start}): NonRecoverableError `no more memory`",
            (string?)execution["error"]);
        Assert.Equal("starting", (string?)manager.Instance("app_1")["state"]);
        Assert.Equal("started", (string?)manager.Instance("app_2")["state"]);
        Assert.Equal("uninitialized", (string?)manager.Instance("lb_1")["state"]);
        Assert.Equal("requires_attention", (string?)manager.Store.Deployments[0]["deployment_status"]);
        Assert.Equal("failed", (string?)manager.Store.Deployments[0]["latest_execution_status"]);
    }

    [Fact]
    public void AnUninstallMayIgnoreFailures()
    {
        var manager = ThreeTiers(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "app/stop", Failure = "will not stop",
        }));
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "uninstall", new JObject { ["ignore_failure"] = true });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Ignoring task script_runner.tasks.run failure", manager.Messages(execution, "app_1"));
        Assert.All(manager.Store.Instances, instance => Assert.Equal("deleted", (string?)instance["state"]));
    }

    [Fact]
    public void AResumedInstallStopsFirstWhatItStartsAgain()
    {
        var behavior = new OperationBehavior { Pattern = "db/start", Failure = "no disk", Times = 1 };
        var manager = ThreeTiers(options => options.Operations.Add(behavior));
        var execution = manager.Run("shop", "install");
        Assert.Equal("failed", (string?)execution["status"]);

        manager.Engine.Resume(execution, force: false);
        manager.Finish(execution);

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Rolling back prior to resuming install", manager.Messages(execution, "db_1"));
        Assert.Contains("Stopped node instance", manager.Messages(execution, "db_1"));
        Assert.Contains("Resuming 'install' workflow execution", manager.Messages(execution));
    }

    [Fact]
    public void DelayAndRuntimePropertiesAreHadOnDemand()
    {
        var manager = ThreeTiers(options =>
        {
            var behavior = new OperationBehavior { Pattern = "db/start", Delay = TimeSpan.FromMinutes(5) };
            behavior.RuntimeProperties["size"] = 20;
            options.Operations.Add(behavior);
        });
        var execution = manager.Start("shop", "install");

        manager.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("starting", (string?)manager.Instance("db_1")["state"]);
        manager.Finish(execution);
        Assert.Equal(20, (int)manager.Instance("db_1")["runtime_properties"]!["size"]!);
    }

    [Fact]
    public void WhatTheDeploymentAsksForAndNobodySetsIsMadeUp()
    {
        var manager = ThreeTiers();
        manager.Store.Deployments[0]["outputs"] = JObject.Parse(
            """
            {"url": {"value": {"concat": [{"get_attribute": ["db", "endpoint"]}, {"get_attribute": ["db", "port"]}]}}}
            """);

        manager.Run("shop", "install");

        Assert.StartsWith("http://10.0.", (string?)manager.Instance("db_1")["runtime_properties"]!["endpoint"]);
        Assert.Equal(8080, (int)manager.Instance("db_1")["runtime_properties"]!["port"]!);
        Assert.StartsWith("10.0.", (string?)manager.Instance("host_1")["runtime_properties"]!["ip"]);
    }

    [Fact]
    public void ScalingOutInstallsMoreAndScalingInTakesThemAway()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = "db", ["delta"] = 1 });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal("started", (string?)manager.Instance("db_new1")["state"]);
        var node = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        Assert.Equal((2, 2, 2), ((int)node["number_of_instances"]!,
            (int)node["planned_number_of_instances"]!, (int)node["actual_number_of_instances"]!));

        manager.Run("shop", "scale", new JObject
        {
            ["scalable_entity_name"] = "db", ["delta"] = -1, ["exclude_instances"] = new JArray("db_1"),
        });
        Assert.DoesNotContain(manager.Store.Instances, row => (string?)row["id"] == "db_new1");
        Assert.Equal(1, (int)node["number_of_instances"]!);
    }

    [Fact]
    public void AFailedScalingIsRolledBack()
    {
        var manager = ThreeTiers(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "db_new1/start", Failure = "no disk",
        }));
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = "db", ["delta"] = 1 });

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Contains("Scale out failed, scaling back in.", manager.Messages(execution));
        Assert.DoesNotContain(manager.Store.Instances, row => (string?)row["id"] == "db_new1");
        var node = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        Assert.Equal((1, 1), ((int)node["number_of_instances"]!, (int)node["planned_number_of_instances"]!));
    }

    [Theory]
    [InlineData("nosuch", 1, "No scalable entity named nosuch was found")]
    [InlineData("db", -2, "Provided delta: -2 is illegal. current number of instances of entity db is 1")]
    public void AnImpossibleScalingFails(string entity, int delta, string error)
    {
        var manager = ThreeTiers();

        var execution =
            manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = entity, ["delta"] = delta });

        Assert.Equal(error, (string?)execution["error"]);
    }

    [Fact]
    public void HealingAnInstanceReinstallsItsHostAndAllOnIt()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "heal", new JObject
        {
            ["node_instance_id"] = "app_1", ["diagnose_value"] = "dead", ["force_reinstall"] = true,
        });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Starting 'heal' workflow on app_1, Diagnosis: dead", manager.Messages(execution));
        foreach (var instance in new[] { "host_1", "app_1" })
        {
            Assert.Contains("Deleted node instance", manager.Messages(execution, instance));
            Assert.Equal("started", (string?)manager.Instance(instance)["state"]);
        }

        Assert.Empty(manager.Messages(execution, "db_1"));
        Assert.Equal("started", (string?)manager.Instance("lb_1")["state"]);
    }

    [Fact]
    public void AnInstanceWhoseCheckSucceedsIsNotHealed()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "heal", new JObject { ["node_instance_id"] = "db_1" });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.DoesNotContain("Deleted node instance", manager.Messages(execution, "db_1"));
    }

    [Fact]
    public void AHealOperationSparesTheReinstall()
    {
        var manager = ThreeTiers();
        var db = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        db["operations"]!["cloudify.interfaces.lifecycle.heal"] = WorkflowHarness.Operation();
        manager.Run("shop", "install");

        manager.Instance("db_1")["system_properties"] = new JObject
        {
            ["status"] = new JObject { ["ok"] = false, ["task"] = "check" },
        };

        var execution = manager.Run("shop", "heal", new JObject
        {
            ["node_instance_id"] = "db_1", ["check_status"] = false,
        });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Contains("Node instance healed", manager.Messages(execution, "db_1"));
        Assert.DoesNotContain("Deleted node instance", manager.Messages(execution, "db_1"));
    }

    [Fact]
    public void RestartStopsAndStartsInOrder()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "restart", new JObject { ["run_by_dependency_order"] = true });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            [$"Starting operation {Stop}", $"Finished operation {Stop}",
                $"Starting operation {Start}", $"Finished operation {Start}"],
            manager.Events(execution)
                .Where(row =>
                    (string?)row["node_instance_id"] == "app_1" && (string?)row["event_type"] == "workflow_node_event")
                .Select(row => (string?)row["message"]));
    }

    [Fact]
    public void ReinstallAndRollbackEndWhereTheyShould()
    {
        var manager = ThreeTiers();
        manager.Run("shop", "install");
        Assert.Equal("terminated", (string?)manager.Run("shop", "reinstall")["status"]);
        Assert.All(manager.Store.Instances, instance => Assert.Equal("started", (string?)instance["state"]));

        manager.Instance("db_1")["state"] = "starting";
        Assert.Equal("terminated", (string?)manager.Run("shop", "rollback")["status"]);
        Assert.Equal("configured", (string?)manager.Instance("db_1")["state"]);
    }

    [Fact]
    public void ACheckLeavesWhatItFinds()
    {
        var manager = ThreeTiers(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "db/check_status", Failure = "does not answer", Recoverable = true,
        }));
        var db = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        db["operations"]!["cloudify.interfaces.validation.check_status"] = WorkflowHarness.Operation();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "check_status");

        Assert.Equal("failed", (string?)execution["status"]);
        var instance = manager.Instance("db_1");
        Assert.False((bool)instance["is_status_check_ok"]!);
        Assert.Equal("does not answer", (string?)instance["system_properties"]!["status"]!["result"]);
        Assert.Equal(1, (int)manager.Store.Deployments[0]["unavailable_instances"]!);
    }

    [Fact]
    public void AWorkflowOfTheUsersOwnRunsAsOneStep()
    {
        var manager = ThreeTiers();

        var execution = manager.Run("shop", "backup");

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            [
                "Starting 'backup' workflow execution", "Task started 'my_plugin.workflows.backup'",
                "Task succeeded 'my_plugin.workflows.backup'", "'backup' workflow execution succeeded",
            ],
            manager.Messages(execution));
    }

    [Fact]
    public void AHostGetsItsAgent()
    {
        var manager = ThreeTiers();
        var host = manager.Store.Nodes.First(row => (string?)row["id"] == "host");
        host["properties"]!["agent_config"]!["install_method"] = "remote";
        host["operations"]!["cloudify.interfaces.cloudify_agent.create"] = WorkflowHarness.Operation();
        host["operations"]!["cloudify.interfaces.cloudify_agent.validate_amqp"] = WorkflowHarness.Operation();

        var execution = manager.Run("shop", "install");

        Assert.Contains("Agent created", manager.Messages(execution, "host_1"));
        Assert.Equal("host_1", (string?)manager.Instance("host_1")["runtime_properties"]!["cloudify_agent"]!["name"]);
        Assert.Contains("Validation done", manager.Messages(manager.Run("shop", "validate_agents"), "host_1"));
    }

    [Fact]
    public void AllInstancesOfALargeDeploymentAreInstalled()
    {
        var manager = new WorkflowHarness(options => options.Speed = 0);
        manager.AddDeployment("large", "large");
        manager.AddNode("large", "vm", "cloudify.nodes.Root", new JObject { [Create] = WorkflowHarness.Operation() });
        for (var i = 0; i < 500; i++)
        {
            manager.AddInstance("large", "vm", $"vm_{i}");
        }

        var execution = manager.Run("large", "install");

        Assert.Equal(
            (500 * 14, 500 * 14), ((int)execution["total_operations"]!, (int)execution["finished_operations"]!));
    }

    [Fact]
    public void AReplacedStateEndsWhatRan()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");
        manager.Advance(TimeSpan.FromSeconds(3));

        manager.Engine.Reset(survivor: null);

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Null(manager.Engine.Scheduler.NextDue);
        manager.Engine.Resume(execution, force: false);
        Assert.Equal("terminated", (string?)manager.Finish(execution)["status"]);
    }

    /// <summary>A load balancer in front of two applications on two hosts with one database.</summary>
    private static WorkflowHarness ThreeTiers(Action<SimulatorOptions>? configure = null)
    {
        var manager = new WorkflowHarness(configure);
        manager.AddDeployment("shop", "shop");
        manager.Store.Files["start.sh"] = "ctx logger info \"Starting\"";
        manager.Store.Files["add.sh"] = "ctx logger info \"Adding $(ctx target instance id) to the load balancer\"";
        var operations = new JObject
        {
            [Start] = WorkflowHarness.Operation("start.sh"),
            [Stop] = WorkflowHarness.Operation("start.sh"),
        };
        manager.AddNode("shop", "lb", "cloudify.nodes.LoadBalancer", [], WorkflowHarness.Relationship(
            ConnectedTo, "app",
            new JObject
            {
                [Establish] = WorkflowHarness.Operation("add.sh"),
                [Unlink] = WorkflowHarness.Operation("add.sh"),
            }));
        manager.AddNode(
            "shop", "app", "cloudify.nodes.ApplicationServer", (JObject)operations.DeepClone(),
            ContainedInHost(), WorkflowHarness.Relationship(ConnectedTo, "db"));
        manager.AddNode("shop", "host", "cloudify.nodes.Compute", []);
        manager.AddNode("shop", "db", "cloudify.nodes.DBMS", operations);
        manager.AddInstance("shop", "lb", "lb_1", (ConnectedTo, "app", "app_1"), (ConnectedTo, "app", "app_2"));
        foreach (var i in new[] { 1, 2 })
        {
            var app = manager.AddInstance(
                "shop", "app", $"app_{i}", (ContainedIn, "host", $"host_{i}"), (ConnectedTo, "db", "db_1"));
            app["host_id"] = $"host_{i}";
            manager.AddInstance("shop", "host", $"host_{i}")["host_id"] = $"host_{i}";
        }

        manager.AddInstance("shop", "db", "db_1");
        return manager;
    }

    private static JObject ContainedInHost() => WorkflowHarness.Relationship(ContainedIn, "host");
}
