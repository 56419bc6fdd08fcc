using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Graph;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>What node instances go through when they are installed, healed, updated, rolled back or uninstalled.</summary>
internal static class Lifecycle
{
    private const string NodeLifecycle = "cloudify.interfaces.lifecycle.";
    private const string RelationshipLifecycle = "cloudify.interfaces.relationship_lifecycle.";
    private const string Validation = "cloudify.interfaces.validation.";
    private const string Agent = "cloudify.interfaces.cloudify_agent.";
    private const string MonitoringAgent = "cloudify.interfaces.monitoring_agent.";
    private const string Monitoring = "cloudify.interfaces.monitoring.";

    public static TaskGraph Install(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, IReadOnlyCollection<NodeInstance> others,
        string prefix = "")
    {
        var graph = run.Graph(prefix + "install", graph => Connect(
            graph,
            instances.ToDictionary(instance => instance, instance => Install(graph, instance)),
            others,
            isInstall: true));
        foreach (var instance in run.IsResumed ? instances : [])
        {
            if (graph.FindSubgraph("install_" + instance.Id) is { } install)
            {
                CleanUpBefore(graph, instance, install);
            }
        }

        return graph;
    }

    public static TaskGraph Uninstall(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, IReadOnlyCollection<NodeInstance> others,
        bool ignoreFailure, string prefix = "") =>
        run.Graph(prefix + "uninstall", graph => Connect(
            graph,
            instances.ToDictionary(instance => instance, instance => Uninstall(graph, instance, ignoreFailure)),
            others,
            isInstall: false));

    public static TaskGraph Rollback(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, IReadOnlyCollection<NodeInstance> others,
        bool ignoreFailure, string prefix = "") =>
        run.Graph(prefix + "rollback", graph => Connect(
            graph,
            instances.ToDictionary(instance => instance, instance => Rollback(graph, instance, ignoreFailure)),
            others,
            isInstall: false));

    /// <summary>Runs the heal operations; <paramref name="failed"/> hears of instances that they could not heal.</summary>
    public static TaskGraph Heal(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, ICollection<NodeInstance> failed) =>
        run.Graph("heal", graph =>
        {
            var subgraphs = new Dictionary<NodeInstance, SubgraphTask>();
            foreach (var instance in instances)
            {
                var subgraph = graph.Subgraph("heal_" + instance.Id);
                subgraph.Add(
                    graph.Event(instance, "Healing node instance"),
                    graph.Operation(instance, NodeLifecycle + "preheal"),
                    graph.Operation(instance, NodeLifecycle + "heal"),
                    graph.Operation(instance, NodeLifecycle + "postheal"),
                    graph.Event(instance, "Node instance healed"));
                subgraph.OnSuccess = () => run.SetSystemProperty(instance, system =>
                    system["status"] = new JObject(system.Map("status")) { ["ok"] = true, ["task"] = null, ["healed"] = true });
                subgraph.OnFailure = () =>
                {
                    failed.Add(instance);
                    return true;
                };
                subgraphs.Add(instance, subgraph);
            }

            Connect(graph, subgraphs, [], isInstall: true);
        });

    /// <summary>What a host does once its agent runs.</summary>
    public static GraphTask?[] PrepareRunningAgent(TaskGraph graph, NodeInstance host) =>
    [
        graph.Operation(host, MonitoringAgent + "install"),
        graph.Operation(host, MonitoringAgent + "start"),
    ];

    private static SubgraphTask Install(TaskGraph graph, NodeInstance instance)
    {
        var subgraph = graph.Subgraph("install_" + instance.Id);
        var builder = new SequenceBuilder(graph, instance);
        var state = instance.State;
        var isCreated = state is "started" or "starting" or "created" or "configuring" or "configured";
        var isConfigured = state is "started" or "starting" or "configured";

        var any = false;
        List<GraphTask[]> Step(bool isDone, string nothing, Func<List<GraphTask[]>> make)
        {
            var steps = isDone ? [] : make();
            any |= steps.Count > 0;
            return steps.Count > 0 || nothing.Length == 0 ? steps : builder.Event(nothing + ": nothing to do");
        }

        var beforeCreation = isCreated || state == "creating";
        List<GraphTask[]> steps =
        [
            .. builder.State("initializing"),
            .. Step(beforeCreation, "Validating node instance before creation", () => SequenceBuilder.Around(
                builder.Event("Validating node instance before creation"),
                builder.Operation(Validation + "create"),
                builder.Event("Node instance validated before creation"))),
            .. Step(beforeCreation, "Precreating node instance", () => SequenceBuilder.Around(
                builder.Event("Precreating node instance"),
                builder.Operation(NodeLifecycle + "precreate"),
                builder.Event("Node instance precreated"))),
            .. Step(isCreated, "Creating node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("creating", "Creating node instance"),
                builder.Operation(NodeLifecycle + "create"),
                builder.StateAndEvent("created", "Node instance created"))),
            .. Step(isConfigured, "", () => SequenceBuilder.Around(
                builder.Event("Pre-configuring relationships"),
                Relationships(graph, instance, "preconfigure"),
                builder.Event("Relationships pre-configured"))),
            .. Step(isConfigured, "Configuring node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("configuring", "Configuring node instance"),
                builder.Operation(NodeLifecycle + "configure"),
                builder.StateAndEvent("configured", "Node instance configured"))),
            .. Step(state == "started", "", () => SequenceBuilder.Around(
                builder.Event("Post-configuring relationships"),
                Relationships(graph, instance, "postconfigure"),
                builder.Event("Relationships post-configured"))),
            .. Step(state == "started", "Starting node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("starting", "Starting node instance"),
                builder.Operation(NodeLifecycle + "start"))),
            .. Step(state == "started" || !instance.IsHost, "", () => HostStart(graph, builder)),
            .. Step(state == "started", "Poststarting node instance", () => SequenceBuilder.Around(
                builder.Event("Poststarting node instance"),
                builder.Operation(NodeLifecycle + "poststart"),
                builder.Event("Node instance poststarted"))),
            .. Step(state == "started", "", () => SequenceBuilder.Around([], builder.Operation(Monitoring + "start"))),
            .. Step(state == "started", "", () => SequenceBuilder.Around(
                builder.Event("Establishing relationships"),
                Relationships(graph, instance, "establish"),
                builder.Event("Relationships established"))),
            .. builder.StateAndEvent("started", "Node instance started"),
        ];

        // A host goes through all of it, even when there is nothing to do for its agent.
        subgraph.Add(any || (instance.IsHost && state != "started")
            ? steps
            : builder.StateAndEvent("started", "Node instance started (nothing to do)"));
        return subgraph;
    }

    private static SubgraphTask Uninstall(TaskGraph graph, NodeInstance instance, bool ignoreFailure)
    {
        var subgraph = graph.Subgraph(instance.Id);
        var builder = new SequenceBuilder(graph, instance);
        var state = instance.State;
        var isStopped = state is "stopped" or "deleting" or "deleted" or "uninitialized" or "configured";
        var isDeleted = state is "deleted" or "uninitialized";

        List<GraphTask[]> steps = [];
        if (!isStopped)
        {
            steps.AddRange(builder.StateAndEvent("stopping", "Stopping node instance"));
        }

        steps.AddRange(Stop(graph, builder, isStopped ? $"Stop: instance already {state}" : null));
        if (state is not ("stopped" or "deleting" or "deleted"))
        {
            steps.AddRange(builder.State("stopped"));
        }

        steps.AddRange(Delete(graph, builder, isDeleted ? $"Delete: instance already {state}" : null));
        if (state != "deleted")
        {
            steps.AddRange(builder.StateAndEvent("deleted", "Deleted node instance"));
        }

        subgraph.Add(steps);
        if (ignoreFailure)
        {
            IgnoreFailures(subgraph, instance);
        }

        return subgraph;
    }

    private static SubgraphTask Rollback(TaskGraph graph, NodeInstance instance, bool ignoreFailure)
    {
        var subgraph = graph.Subgraph(instance.Id);
        var builder = new SequenceBuilder(graph, instance);
        var state = instance.State;
        var isStarting = state == "starting";
        var isCreating = state is "creating" or "configuring";

        List<GraphTask[]> steps = [];
        if (isStarting)
        {
            steps.AddRange(builder.StateAndEvent("stopping", "Stopping node instance"));
        }

        steps.AddRange(Stop(
            graph, builder, isStarting ? null : $"Rollback Stop: nothing to do, instance state is {state}"));
        if (isStarting)
        {
            steps.AddRange(builder.State("configured"));
        }

        steps.AddRange(Delete(
            graph, builder, isCreating ? null : $"Rollback Delete: nothing to do, instance state is {state}"));
        if (isCreating)
        {
            steps.AddRange(builder.State("uninitialized"));
        }

        if (isStarting || isCreating)
        {
            steps.AddRange(builder.Event("Rollbacked node instance"));
        }

        subgraph.Add(steps);
        if (ignoreFailure)
        {
            IgnoreFailures(subgraph, instance);
        }

        return subgraph;
    }

    /// <summary>The operations that stop an instance, or only why there is nothing to stop.</summary>
    private static IEnumerable<GraphTask[]> Stop(TaskGraph graph, SequenceBuilder builder, string? reasonNotTo)
    {
        const string NoValidation = "Validating node instance after deletion: nothing to do";
        if (reasonNotTo is not null)
        {
            return [.. builder.Event(NoValidation), .. builder.Event(reasonNotTo)];
        }

        return
        [
            .. builder.OrElse(
                SequenceBuilder.Around(
                    builder.Event("Validating node instance before deletion"),
                    builder.Operation(Validation + "delete"),
                    builder.Event("Node instance validated before deletion")),
                NoValidation),
            .. SequenceBuilder.Around([], builder.Operation(Monitoring + "stop")),
            .. SequenceBuilder.Around(
                builder.Event("Prestopping node instance"),
                builder.Operation(NodeLifecycle + "prestop"),
                builder.Event("Node instance prestopped")),
            .. builder.Instance.IsHost ? HostStop(graph, builder) : [],
            .. builder.OrElse(
                SequenceBuilder.Around([], builder.Operation(NodeLifecycle + "stop"), builder.Event("Stopped node instance")),
                "Stopped node instance: nothing to do"),
        ];
    }

    /// <summary>The operations that delete an instance, or only why there is nothing to delete.</summary>
    private static IEnumerable<GraphTask[]> Delete(
        TaskGraph graph, SequenceBuilder builder, string? reasonNotTo) =>
        reasonNotTo is not null
            ? builder.Event(reasonNotTo)
            :
            [
                .. SequenceBuilder.Around(
                    builder.Event("Unlinking relationships"),
                    Relationships(graph, builder.Instance, "unlink", isReverse: true),
                    builder.Event("Relationships unlinked")),
                .. builder.OrElse(
                    SequenceBuilder.Around(
                        builder.StateAndEvent("deleting", "Deleting node instance"),
                        builder.Operation(NodeLifecycle + "delete")),
                    "Deleting node instance: nothing to do"),
                .. SequenceBuilder.Around(
                    builder.Event("Postdeleting node instance"),
                    builder.Operation(NodeLifecycle + "postdelete"),
                    builder.Event("Node instance postdeleted")),
            ];

    private static List<GraphTask[]> HostStart(TaskGraph graph, SequenceBuilder builder)
    {
        var method = builder.Instance.AgentInstallMethod;
        List<GraphTask[]> steps = [.. SequenceBuilder.Around([], builder.Operation("cloudify.interfaces.host.get_state"))];
        if (method != "none")
        {
            steps.AddRange(builder.Event("Creating agent"));
            steps.AddRange(SequenceBuilder.Around([], builder.Operation(Agent + "create")));
            steps.AddRange(builder.Event("Agent created"));
            if (method is "plugin" or "init_script")
            {
                steps.AddRange(builder.Event("Waiting for agent to start"));
                steps.AddRange(SequenceBuilder.Around([], builder.Operation(Agent + "start")));
                steps.AddRange(builder.Event("Agent started"));
            }
        }

        steps.AddRange(PrepareRunningAgent(graph, builder.Instance).OfType<GraphTask>().Select(task => new[] { task }));
        return steps;
    }

    private static IEnumerable<GraphTask[]> HostStop(TaskGraph graph, SequenceBuilder builder)
    {
        var method = builder.Instance.AgentInstallMethod;
        List<GraphTask[]> steps =
        [
            .. SequenceBuilder.Around([], graph.Operation(builder.Instance, MonitoringAgent + "stop")),
            .. SequenceBuilder.Around([], graph.Operation(builder.Instance, MonitoringAgent + "uninstall")),
        ];
        if (method != "none")
        {
            var stop = method is "plugin" or "init_script" or "provided" ? "stop_amqp" : "stop";
            steps.AddRange(builder.Event("Stopping agent"));
            steps.AddRange(SequenceBuilder.Around([], builder.Operation(Agent + stop)));
            steps.AddRange(builder.Event("Deleting agent"));
            steps.AddRange(SequenceBuilder.Around([], builder.Operation(Agent + "delete")));
            steps.AddRange(builder.Event("Agent deleted"));
        }

        return steps;
    }

    /// <summary>The operations of an instance's relationships, one target node after the other.</summary>
    private static SubgraphTask? Relationships(
        TaskGraph graph, NodeInstance instance, string operation, bool isReverse = false)
    {
        var groups = instance.Relationships
            .GroupBy(relationship => relationship.Target.NodeId)
            .Select(group => group
                .SelectMany(relationship => graph.Operations(relationship, RelationshipLifecycle + operation))
                .ToArray<GraphTask>())
            .Where(group => group.Length > 0)
            .ToList();
        if (groups.Count == 0)
        {
            return null;
        }

        if (isReverse)
        {
            groups.Reverse();
        }

        var subgraph = new SubgraphTask(graph, $"{RelationshipLifecycle}{operation}_subgraph");
        subgraph.Add(groups);
        return subgraph;
    }

    /// <summary>
    /// Instances wait for those that they relate to (the other way round when they are removed), and instances that
    /// stay as they are establish or unlink their relationships to those that come or go.
    /// </summary>
    private static void Connect(
        TaskGraph graph, Dictionary<NodeInstance, SubgraphTask> subgraphs, IReadOnlyCollection<NodeInstance> others,
        bool isInstall)
    {
        var stubs = others.ToDictionary(instance => instance, instance => graph.Subgraph("stub_" + instance.Id));
        SubgraphTask? Find(NodeInstance instance) =>
            subgraphs.TryGetValue(instance, out var found) || stubs.TryGetValue(instance, out found) ? found : null;

        foreach (var instance in subgraphs.Keys.Concat(others))
        {
            var own = Find(instance)!;
            foreach (var relationship in isInstall ? instance.Relationships : instance.Relationships.Reverse())
            {
                if (Find(relationship.Target) is not { } target || target == own)
                {
                    continue;
                }

                var (first, second) = isInstall ? (target, own) : (own, target);
                var awaited = relationship.AwaitedOperation is { } name ? After(first, NodeLifecycle + name) : null;
                second.Dependencies.UnionWith(awaited ?? [first]);
                if (stubs.ContainsKey(instance) && subgraphs.ContainsKey(relationship.Target))
                {
                    var operation = RelationshipLifecycle + (isInstall ? "establish" : "unlink");
                    foreach (var task in graph.Operations(relationship, operation))
                    {
                        own.Add(task);
                        if (!isInstall)
                        {
                            IgnoreFailure(task, instance);
                        }
                    }
                }
            }
        }
    }

    /// <summary>What comes right after an operation; null when the operation is not run.</summary>
    private static List<GraphTask>? After(SubgraphTask subgraph, string operation) =>
        subgraph.Tasks.OfType<OperationTask>().FirstOrDefault(task => task.Operation == operation) is { } awaited
            ? [.. subgraph.Tasks.Where(task => task.Dependencies.Contains(awaited))]
            : null;

    /// <summary>An install that is resumed first undoes what it is going to do once more.</summary>
    private static void CleanUpBefore(TaskGraph graph, NodeInstance instance, SubgraphTask install)
    {
        var builder = new SequenceBuilder(graph, instance);
        bool WouldRunAgain(string operation) => install.Tasks.OfType<OperationTask>().Any(task =>
            task.Operation == NodeLifecycle + operation && task.State == TaskState.Pending);
        List<GraphTask[]> steps = instance.State switch
        {
            "starting" when WouldRunAgain("start") =>
            [
                .. SequenceBuilder.Around(
                    builder.Event("Prestopping node instance"),
                    builder.Operation(NodeLifecycle + "prestop"),
                    builder.Event("Node instance prestopped")),
                .. instance.IsHost ? HostStop(graph, builder) : [],
                .. SequenceBuilder.Around([], builder.Operation(NodeLifecycle + "stop"), builder.Event("Stopped node instance")),
            ],
            "creating" when WouldRunAgain("create") =>
            [
                .. SequenceBuilder.Around(
                    builder.Event("Deleting node instance"),
                    builder.Operation(NodeLifecycle + "delete"),
                    builder.Event("Deleted node instance")),
                .. SequenceBuilder.Around(
                    builder.Event("Postdeleting node instance"),
                    builder.Operation(NodeLifecycle + "postdelete"),
                    builder.Event("Node instance postdeleted")),
            ],
            _ => [],
        };
        if (steps.Count == 0)
        {
            return;
        }

        var cleanup = graph.Subgraph("resume_cleanup_" + instance.Id);
        cleanup.Add(
        [
            .. builder.Event("Rolling back prior to resuming install"),
            .. steps,
            .. builder.Event("Finished rolling back, now resuming install"),
        ]);
        foreach (var task in cleanup.Leaves())
        {
            task.OnFailure = () =>
            {
                graph.Run.Log("info", "Ignoring task failure in cleanup");
                return true;
            };
        }

        cleanup.Dependencies.UnionWith(install.Dependencies);
        install.Dependencies.Add(cleanup);
        graph.Run.CountOperations(cleanup.Tasks.Count + 1, 0);
    }

    private static void IgnoreFailures(SubgraphTask subgraph, NodeInstance instance)
    {
        foreach (var task in subgraph.Leaves())
        {
            IgnoreFailure(task, instance);
        }
    }

    private static void IgnoreFailure(GraphTask task, NodeInstance instance) => task.OnFailure = () =>
    {
        task.Graph.Run.NodeEvent(instance, $"Ignoring task {task.Name} failure");
        return true;
    };
}
