using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>A workflow engine with a clock that tests advance, and with deployments that tests create.</summary>
internal sealed class WorkflowHarness
{
    private const string Workflows = "cloudify.plugins.workflows.";

    public WorkflowHarness(Action<SimulatorOptions>? configure = null)
    {
        var options = new SimulatorOptions { TimeProvider = Clock };
        configure?.Invoke(options);
        Engine = new WorkflowEngine(Store, options);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public WorkflowStore Store { get; } = new();

    public WorkflowEngine Engine { get; }

    public static IEnumerable<JObject> Recording(string name)
    {
        var root = typeof(WorkflowHarness).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryRoot").Value!;
        return File.ReadLines(Path.Combine(root, "tests/CloudifyPS.Tests/Recordings", name)).Select(Parse);
    }

    public static JObject Recorded(string name, int sequence) =>
        Parse((string)Recording(name).First(line => (int)line["seq"]! == sequence)["response_body"]!);

    /// <summary>Parses JSON. Dates stay strings, as in the API.</summary>
    public static JObject Parse(string json) =>
        JsonConvert.DeserializeObject<JObject>(
            json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    /// <summary>Adds the recorded deployment dep1 of the blueprint bp1, which is not installed.</summary>
    public WorkflowHarness WithBp1(string id = "dep1")
    {
        AddDeployment(id, "bp1");
        foreach (var node in Recorded("nodes.jsonl", 1)["items"]!.Cast<JObject>().Reverse())
        {
            node["deployment_id"] = id;
            Store.Nodes.Add(node);
        }

        foreach (var instance in Recorded("node-instances.jsonl", 2)["items"]!.Cast<JObject>())
        {
            instance["deployment_id"] = id;
            Store.Instances.Add(Uninitialized(instance));
        }

        AddFiles("bp1");
        return this;
    }

    /// <summary>Adds a deployment of the recorded blueprint slow with two instances.</summary>
    public WorkflowHarness WithSlow(string id, int secs, bool fail, params string[] instances)
    {
        AddDeployment(id, "slow");
        AddNode(id, "sleeper", "cloudify.nodes.Root", new JObject
        {
            ["cloudify.interfaces.lifecycle.start"] = Operation(
                "sleep.py", new JObject { ["secs"] = secs, ["fail"] = fail }, 0),
        });
        foreach (var instance in instances)
        {
            AddInstance(id, "sleeper", instance);
        }

        AddFiles("slow");
        return this;
    }

    public JObject AddDeployment(string id, string blueprintId)
    {
        var workflows = new JArray();
        foreach (var name in new[]
        {
            "install", "uninstall", "reinstall", "start", "stop", "restart", "execute_operation", "check_status",
            "check_drift", "rollback", "pull", "install_new_agents", "validate_agents",
        })
        {
            workflows.Add(new JObject { ["name"] = name, ["operation"] = Workflows + name });
        }

        workflows.Add(
            new JObject { ["name"] = "heal", ["operation"] = Workflows + "auto_heal_reinstall_node_subgraph" });
        workflows.Add(new JObject { ["name"] = "scale", ["operation"] = Workflows + "scale_entity" });
        workflows.Add(new JObject { ["name"] = "backup", ["operation"] = "my_plugin.workflows.backup" });
        var row = new JObject
        {
            ["id"] = id,
            ["blueprint_id"] = blueprintId,
            ["display_name"] = id,
            ["tenant_name"] = WorkflowStore.Tenant,
            ["workflows"] = workflows,
            ["outputs"] = new JObject(),
            ["capabilities"] = new JObject(),
            ["scaling_groups"] = new JObject(),
        };
        Store.Deployments.Add(row);
        return row;
    }

    public JObject AddNode(
        string deployment, string id, string type, JObject operations, params JObject[] relationships)
    {
        var row = new JObject
        {
            ["id"] = id,
            ["deployment_id"] = deployment,
            ["type"] = type,
            ["type_hierarchy"] = new JArray("cloudify.nodes.Root", type),
            ["properties"] = new JObject { ["agent_config"] = new JObject { ["install_method"] = "none" } },
            ["operations"] = operations,
            ["relationships"] = new JArray(relationships.Cast<object>().ToArray()),
            ["number_of_instances"] = 1,
            ["planned_number_of_instances"] = 1,
            ["host_id"] = null,
        };
        Store.Nodes.Add(row);
        return row;
    }

    public JObject AddInstance(
        string deployment, string node, string id, params (string Type, string Node, string Instance)[] targets)
    {
        var row = Uninitialized(new JObject
        {
            ["id"] = id,
            ["deployment_id"] = deployment,
            ["node_id"] = node,
            ["host_id"] = null,
            ["relationships"] = new JArray(targets.Select(target => new JObject
            {
                ["type"] = target.Type,
                ["target_name"] = target.Node,
                ["target_id"] = target.Instance,
            })),
            ["scaling_groups"] = new JArray(),
        });
        Store.Instances.Add(row);
        return row;
    }

    public static JObject Relationship(
        string type, string target, JObject? source = null, JObject? targetOperations = null) => new()
    {
        ["type"] = type,
        ["type_hierarchy"] = new JArray("cloudify.relationships.depends_on", type),
        ["target_id"] = target,
        ["properties"] = new JObject(),
        ["source_operations"] = source ?? [],
        ["target_operations"] = targetOperations ?? [],
    };

    public static JObject Operation(string? script = null, JObject? inputs = null, int? maxRetries = null)
    {
        inputs ??= [];
        if (script is not null)
        {
            inputs["script_path"] = script;
        }

        return new JObject
        {
            ["plugin"] = script is null ? "cloud" : "script",
            ["operation"] = script is null ? "cloud_plugin.resource.run" : "script_runner.tasks.run",
            ["inputs"] = inputs,
            ["max_retries"] = maxRetries,
            ["retry_interval"] = null,
        };
    }

    /// <summary>Stores and starts an execution.</summary>
    public JObject Start(string deployment, string workflow, JObject? parameters = null, string status = "pending")
    {
        var execution = Row(deployment, workflow, parameters, status);
        Engine.Start(execution);
        return execution;
    }

    public JObject Row(string? deployment, string workflow, JObject? parameters = null, string status = "pending")
    {
        var execution = new JObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["tenant_name"] = WorkflowStore.Tenant,
            ["deployment_id"] = deployment,
            ["deployment_display_name"] = deployment,
            ["blueprint_id"] = (string?)Store.Deployments
                .FirstOrDefault(d => (string?)d["id"] == deployment)?["blueprint_id"],
            ["workflow_id"] = workflow,
            ["parameters"] = parameters ?? [],
            ["status"] = status,
            ["error"] = null,
            ["is_system_workflow"] = false,
            ["is_dry_run"] = false,
            ["resume"] = false,
            ["total_operations"] = 0,
            ["finished_operations"] = 0,
        };
        Store.ExecutionRows.Add(execution);
        return execution;
    }

    /// <summary>Advances the clock until the execution has ended.</summary>
    public JObject Finish(JObject execution)
    {
        while (!ExecutionStatus.IsEnd((string?)execution["status"]))
        {
            var due = Engine.Scheduler.NextDue;
            Assert.True(due is not null, $"Nothing is going to happen, and the execution is {execution["status"]}");
            Advance(due.Value - Clock.GetUtcNow());
        }

        // The last reports of a worker arrive with a delay.
        Advance(TimeSpan.FromSeconds(1));
        return execution;
    }

    public JObject Run(string deployment, string workflow, JObject? parameters = null) =>
        Finish(Start(deployment, workflow, parameters));

    public void Advance(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            Clock.Advance(time);
        }

        Engine.RunDue();
    }

    public JObject Instance(string id) => Store.Instances.First(row => (string?)row["id"] == id);

    public IEnumerable<JObject> Events(JObject execution) =>
        Store.Events.Where(row => (string?)row["execution_id"] == (string?)execution["id"]);

    public IEnumerable<string> Messages(JObject execution, string? instance = null) =>
        Events(execution)
            .Where(row => instance is null || (string?)row["node_instance_id"] == instance)
            .Select(row => (string)row["message"]!);

    private static JObject Uninitialized(JObject instance)
    {
        instance["state"] = "uninitialized";
        instance["version"] = 1;
        instance["runtime_properties"] = new JObject();
        instance["system_properties"] = null;
        instance["has_configuration_drift"] = false;
        instance["is_status_check_ok"] = false;
        return instance;
    }

    private void AddFiles(string archive)
    {
        var root = typeof(WorkflowHarness).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryRoot").Value!;
        using var file = File.OpenRead(
            Path.Combine(root, "tests/CloudifyPS.Tests/Recordings/archives", archive + ".tar.gz"));
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                Store.Files[entry.Name.Substring(entry.Name.IndexOf('/') + 1)] = new StreamReader(data).ReadToEnd();
            }
        }
    }
}
