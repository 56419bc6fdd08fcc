using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>
/// The workflows that the built-in types declare, by implementation. A workflow returns the graphs that run one after
/// the other, and continues after each according to its result.
/// </summary>
internal static class BuiltinWorkflows
{
    private const string Namespace = "cloudify.plugins.workflows.";

    private static readonly Dictionary<string, Func<IWorkflowContext, IEnumerable<TaskGraph>>> Table =
        new(StringComparer.Ordinal)
        {
            ["install"] = Install,
            ["uninstall"] = Uninstall,
            ["reinstall"] = Reinstall,
            ["rollback"] = Rollback,
            ["auto_heal_reinstall_node_subgraph"] = HealWorkflow.Run,
            ["scale"] = ScaleWorkflow.Run,
            ["scale_entity"] = ScaleWorkflow.Run,
            ["check_status"] = CheckWorkflows.RunStatus,
            ["check_drift"] = CheckWorkflows.RunDrift,
            ["execute_operation"] = OperationWorkflows.ExecuteOperation,
            ["start"] = OperationWorkflows.Start,
            ["stop"] = OperationWorkflows.Stop,
            ["pull"] = OperationWorkflows.Pull,
            ["restart"] = OperationWorkflows.Restart,
            ["install_new_agents"] = AgentWorkflows.InstallNew,
            ["validate_agents"] = AgentWorkflows.Validate,
        };

    /// <summary>
    /// Returns the workflow with an implementation. A workflow of a plugin or a script is simulated as one task that
    /// takes as long as an operation.
    /// </summary>
    public static Func<IWorkflowContext, IEnumerable<TaskGraph>> Find(string implementation) =>
        implementation.StartsWith(Namespace, StringComparison.Ordinal)
        && Table.TryGetValue(implementation.Substring(Namespace.Length), out var workflow)
            ? workflow
            : context => PluginWorkflow(context, implementation);

    /// <summary>Uninstalls instances and installs them again.</summary>
    public static IEnumerable<TaskGraph> Reinstall(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure)
    {
        var uninstall = Lifecycle.Uninstall(
            context, instances, Others(context, instances), ignoreFailure, "reinstall-");
        yield return uninstall;
        uninstall.ThrowIfFailed();

        context.Refresh();
        var fresh = instances.Select(instance => context.Deployment.Find(instance.Id)).OfType<NodeInstance>().ToList();
        var install = Lifecycle.Install(context, fresh, Others(context, fresh), "reinstall-");
        yield return install;
        install.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Reinstall(IWorkflowContext context) => Reinstall(
        context, context.Deployment.Filter(context.Parameters), context.Parameters.Flag("ignore_failure"));

    private static IReadOnlyCollection<NodeInstance> Others(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances) =>
        [.. context.Deployment.Instances.Except(instances)];

    private static IEnumerable<TaskGraph> Install(IWorkflowContext context)
    {
        var instances = context.Deployment.Filter(context.Parameters);
        var graph = Lifecycle.Install(context, instances, Others(context, instances));
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Uninstall(IWorkflowContext context)
    {
        var instances = context.Deployment.Filter(context.Parameters);
        var graph = Lifecycle.Uninstall(
            context, instances, Others(context, instances), context.Parameters.Flag("ignore_failure"));
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Rollback(IWorkflowContext context)
    {
        var unresolved = context.Deployment.Filter(context.Parameters)
            .Where(instance => instance.State is "creating" or "configuring" or "starting").ToList();
        var rollback = Lifecycle.Rollback(context, unresolved, Others(context, unresolved), ignoreFailure: true);
        yield return rollback;
        rollback.ThrowIfFailed();
        if (!context.Parameters.Flag("full_rollback"))
        {
            yield break;
        }

        context.Refresh();
        var uninstall = Lifecycle.Uninstall(
            context, context.Deployment.Instances, [], ignoreFailure: false, "uninstall-a");
        yield return uninstall;
        uninstall.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> PluginWorkflow(IWorkflowContext context, string implementation)
    {
        var name = implementation.Length > 0 ? implementation : context.WorkflowId;
        var graph = context.Graph(
            name, graph => graph.Add(new LocalTask(graph, name, context.OperationTime, context.ReadScript())));
        yield return graph;
        foreach (var task in graph.Tasks.OfType<LocalTask>())
        {
            task.ThrowIfFailed();
        }
    }
}
