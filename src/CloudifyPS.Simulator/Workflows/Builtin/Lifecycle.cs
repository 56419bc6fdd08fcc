using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Creates the graphs that install, heal, roll back or uninstall node instances.</summary>
internal static class Lifecycle
{
    /// <param name="context">The execution.</param>
    /// <param name="instances">The instances to install.</param>
    /// <param name="others">Instances that stay as they are, and establish relationships to those to install.</param>
    /// <param name="prefix">Distinguishes several graphs of one execution.</param>
    public static TaskGraph Install(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances,
        IReadOnlyCollection<NodeInstance> others, string prefix = "")
    {
        var graph = context.Graph(prefix + "install", graph => Connect(
            graph,
            instances.ToDictionary(instance => instance, instance => InstallSequence.Create(graph, instance)),
            others,
            isInstall: true));
        if (context.IsResumed)
        {
            InstallSequence.AddCleanup(graph, instances);
        }

        return graph;
    }

    public static TaskGraph Uninstall(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances,
        IReadOnlyCollection<NodeInstance> others, bool ignoreFailure, string prefix = "") =>
        context.Graph(prefix + "uninstall", graph => Connect(
            graph,
            instances.ToDictionary(
                instance => instance, instance => UninstallSequence.Create(graph, instance, ignoreFailure)),
            others,
            isInstall: false));

    public static TaskGraph Rollback(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances,
        IReadOnlyCollection<NodeInstance> others, bool ignoreFailure, string prefix = "") =>
        context.Graph(prefix + "rollback", graph => Connect(
            graph,
            instances.ToDictionary(
                instance => instance, instance => UninstallSequence.CreateRollback(graph, instance, ignoreFailure)),
            others,
            isInstall: false));

    /// <summary>
    /// Runs the heal operations; adds instances that could not be healed to <paramref name="failed"/>.
    /// </summary>
    public static TaskGraph Heal(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances, ICollection<NodeInstance> failed) =>
        context.Graph("heal", graph =>
        {
            var subgraphs = new Dictionary<NodeInstance, SubgraphTask>();
            foreach (var instance in instances)
            {
                var subgraph = graph.Subgraph("heal_" + instance.Id);
                subgraph.Add(
                    graph.Event(instance, "Healing node instance"),
                    graph.Operation(instance, OperationNames.Lifecycle + "preheal"),
                    graph.Operation(instance, OperationNames.Lifecycle + "heal"),
                    graph.Operation(instance, OperationNames.Lifecycle + "postheal"),
                    graph.Event(instance, "Node instance healed"));
                subgraph.OnSuccess = () => context.SetSystemProperty(instance, system =>
                    system["status"] = new JObject(system.Map("status"))
                    {
                        ["ok"] = true, ["task"] = null, ["healed"] = true,
                    });
                subgraph.OnFailure = () =>
                {
                    failed.Add(instance);
                    return true;
                };
                subgraphs.Add(instance, subgraph);
            }

            Connect(graph, subgraphs, [], isInstall: true);
        });

    /// <summary>
    /// Adds the dependencies between instances: a source waits for its targets when it is installed, a target for its
    /// sources when it is removed.
    /// </summary>
    private static void Connect(
        TaskGraph graph, Dictionary<NodeInstance, SubgraphTask> subgraphs,
        IReadOnlyCollection<NodeInstance> others, bool isInstall)
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
                var awaited = relationship.AwaitedOperation is { } name
                    ? TasksAfter(first, OperationNames.Lifecycle + name)
                    : null;
                second.Dependencies.UnionWith(awaited ?? [first]);
                if (stubs.ContainsKey(instance) && subgraphs.ContainsKey(relationship.Target))
                {
                    AddRelationshipOperations(graph, own, relationship, isInstall);
                }
            }
        }
    }

    private static void AddRelationshipOperations(
        TaskGraph graph, SubgraphTask stub, Relationship relationship, bool isInstall)
    {
        var operation = OperationNames.RelationshipLifecycle + (isInstall ? "establish" : "unlink");
        foreach (var task in graph.Operations(relationship, operation))
        {
            stub.Add(task);
            if (!isInstall)
            {
                UninstallSequence.IgnoreFailure(task, relationship.Source);
            }
        }
    }

    /// <summary>Returns the tasks that directly follow an operation; null when the operation is not run.</summary>
    private static List<GraphTask>? TasksAfter(SubgraphTask subgraph, string operation) =>
        subgraph.Tasks.OfType<OperationTask>().FirstOrDefault(task => task.Operation == operation) is { } awaited
            ? [.. subgraph.Tasks.Where(task => task.Dependencies.Contains(awaited))]
            : null;
}
