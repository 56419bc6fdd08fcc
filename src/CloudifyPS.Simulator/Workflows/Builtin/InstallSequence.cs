using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The tasks that install one node instance, from its present state on.</summary>
internal static class InstallSequence
{
    private const string NamePrefix = "install_";

    public static SubgraphTask Create(TaskGraph graph, NodeInstance instance)
    {
        var subgraph = graph.Subgraph(NamePrefix + instance.Id);
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
                builder.Operation(OperationNames.Validation + "create"),
                builder.Event("Node instance validated before creation"))),
            .. Step(beforeCreation, "Precreating node instance", () => SequenceBuilder.Around(
                builder.Event("Precreating node instance"),
                builder.Operation(OperationNames.Lifecycle + "precreate"),
                builder.Event("Node instance precreated"))),
            .. Step(isCreated, "Creating node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("creating", "Creating node instance"),
                builder.Operation(OperationNames.Lifecycle + "create"),
                builder.StateAndEvent("created", "Node instance created"))),
            .. Step(isConfigured, "", () => SequenceBuilder.Around(
                builder.Event("Pre-configuring relationships"),
                builder.Relationships("preconfigure"),
                builder.Event("Relationships pre-configured"))),
            .. Step(isConfigured, "Configuring node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("configuring", "Configuring node instance"),
                builder.Operation(OperationNames.Lifecycle + "configure"),
                builder.StateAndEvent("configured", "Node instance configured"))),
            .. Step(state == "started", "", () => SequenceBuilder.Around(
                builder.Event("Post-configuring relationships"),
                builder.Relationships("postconfigure"),
                builder.Event("Relationships post-configured"))),
            .. Step(state == "started", "Starting node instance", () => SequenceBuilder.Around(
                builder.StateAndEvent("starting", "Starting node instance"),
                builder.Operation(OperationNames.Lifecycle + "start"))),
            .. Step(state == "started" || !instance.IsHost, "", () => HostStart(builder)),
            .. Step(state == "started", "Poststarting node instance", () => SequenceBuilder.Around(
                builder.Event("Poststarting node instance"),
                builder.Operation(OperationNames.Lifecycle + "poststart"),
                builder.Event("Node instance poststarted"))),
            .. Step(state == "started", "", () => builder.Operation(OperationNames.Monitoring + "start")),
            .. Step(state == "started", "", () => SequenceBuilder.Around(
                builder.Event("Establishing relationships"),
                builder.Relationships("establish"),
                builder.Event("Relationships established"))),
            .. builder.StateAndEvent("started", "Node instance started"),
        ];

        // A host goes through all states even when its agent needs no task.
        subgraph.Add(any || (instance.IsHost && state != "started")
            ? steps
            : builder.StateAndEvent("started", "Node instance started (nothing to do)"));
        return subgraph;
    }

    /// <summary>
    /// Adds the tasks that a resumed install runs first: they undo the operations that run again.
    /// </summary>
    public static void AddCleanup(TaskGraph graph, IEnumerable<NodeInstance> instances)
    {
        var subgraphs = graph.Tasks.OfType<SubgraphTask>().Where(subgraph => subgraph.Parent is null)
            .GroupBy(subgraph => subgraph.Name).ToDictionary(group => group.Key, group => group.First());
        foreach (var instance in instances)
        {
            if (subgraphs.TryGetValue(NamePrefix + instance.Id, out var install))
            {
                AddCleanup(graph, instance, install);
            }
        }
    }

    /// <summary>The operations of a host whose agent runs.</summary>
    public static List<GraphTask[]> PrepareRunningAgent(SequenceBuilder builder) =>
    [
        .. builder.Operation(OperationNames.MonitoringAgent + "install"),
        .. builder.Operation(OperationNames.MonitoringAgent + "start"),
    ];

    private static List<GraphTask[]> HostStart(SequenceBuilder builder)
    {
        var method = builder.Instance.AgentInstallMethod;
        List<GraphTask[]> steps = [.. builder.Operation(OperationNames.Host + "get_state")];
        if (method != "none")
        {
            steps.AddRange(builder.Event("Creating agent"));
            steps.AddRange(builder.Operation(OperationNames.Agent + "create"));
            steps.AddRange(builder.Event("Agent created"));
            if (method is "plugin" or "init_script")
            {
                steps.AddRange(builder.Event("Waiting for agent to start"));
                steps.AddRange(builder.Operation(OperationNames.Agent + "start"));
                steps.AddRange(builder.Event("Agent started"));
            }
        }

        steps.AddRange(PrepareRunningAgent(builder));
        return steps;
    }

    private static void AddCleanup(TaskGraph graph, NodeInstance instance, SubgraphTask install)
    {
        var builder = new SequenceBuilder(graph, instance);
        bool WouldRunAgain(string operation) => install.Tasks.OfType<OperationTask>().Any(task =>
            task.Operation == OperationNames.Lifecycle + operation && task.State == TaskState.Pending);
        List<GraphTask[]> steps = instance.State switch
        {
            "starting" when WouldRunAgain("start") =>
            [
                .. SequenceBuilder.Around(
                    builder.Event("Prestopping node instance"),
                    builder.Operation(OperationNames.Lifecycle + "prestop"),
                    builder.Event("Node instance prestopped")),
                .. instance.IsHost ? UninstallSequence.HostStop(builder) : [],
                .. SequenceBuilder.Around(
                    [], builder.Operation(OperationNames.Lifecycle + "stop"),
                    builder.Event("Stopped node instance")),
            ],
            "creating" when WouldRunAgain("create") =>
            [
                .. SequenceBuilder.Around(
                    builder.Event("Deleting node instance"),
                    builder.Operation(OperationNames.Lifecycle + "delete"),
                    builder.Event("Deleted node instance")),
                .. SequenceBuilder.Around(
                    builder.Event("Postdeleting node instance"),
                    builder.Operation(OperationNames.Lifecycle + "postdelete"),
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
                graph.Context.Log("info", "Ignoring task failure in cleanup");
                return true;
            };
        }

        cleanup.Dependencies.UnionWith(install.Dependencies);
        install.Dependencies.Add(cleanup);
        graph.Context.CountOperations(cleanup.Tasks.Count + 1, 0);
    }
}
