using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>
/// The workflows that every blueprint has. Each gives the graphs that it runs, one after the other, and looks at how
/// one ended before it gives the next. A workflow of the user's own is one step that takes as long as an operation.
/// </summary>
internal static class BuiltinWorkflows
{
    private const string Namespace = "cloudify.plugins.workflows.";
    private const string NodeLifecycle = "cloudify.interfaces.lifecycle.";

    public static IEnumerable<TaskGraph> Run(WorkflowRun run, JObject? declaration)
    {
        var operation = declaration?.Text("operation") ?? "";
        var isBuiltin = operation.StartsWith(Namespace, StringComparison.Ordinal);
        var parameters = run.Parameters;
        return (isBuiltin ? operation.Substring(Namespace.Length) : null) switch
        {
            "install" => Install(run),
            "uninstall" => Uninstall(run),
            "reinstall" => Reinstall(
                run, run.Deployment.Filter(parameters), parameters.Flag("ignore_failure")),
            "start" => ExecuteOperation(run, NodeLifecycle + "start", parameters.Map("operation_parms")),
            "stop" => ExecuteOperation(run, NodeLifecycle + "stop", parameters.Map("operation_parms")),
            "pull" => ExecuteOperation(run, NodeLifecycle + "pull", parameters.Map("operation_parms")),
            "restart" => ExecuteOperation(run, NodeLifecycle + "stop", parameters.Map("stop_parms"))
                .Concat(ExecuteOperation(run, NodeLifecycle + "start", parameters.Map("start_parms"))),
            "execute_operation" => ExecuteOperation(
                run, parameters.Text("operation") ?? "", parameters.Map("operation_kwargs"),
                parameters.Flag("allow_kwargs_override")),
            "check_status" => Check(run, run.Deployment.Filter(parameters), CheckWorkflows.Status),
            "check_drift" => Check(run, run.Deployment.Filter(parameters), CheckWorkflows.Drift),
            "auto_heal_reinstall_node_subgraph" => HealWorkflow.Run(run),
            "scale_entity" or "scale" => ScaleWorkflow.Run(run),
            "rollback" => Rollback(run),
            "install_new_agents" => AgentWorkflows.InstallNew(run),
            "validate_agents" => AgentWorkflows.Validate(run),
            _ => Custom(run, operation),
        };
    }

    /// <summary>Uninstalls instances and installs them again.</summary>
    public static IEnumerable<TaskGraph> Reinstall(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure)
    {
        var uninstall = Lifecycle.Uninstall(
            run, instances, Others(run, instances), ignoreFailure, "reinstall-");
        yield return uninstall;
        uninstall.ThrowIfFailed();

        // Their states have changed.
        run.Refresh();
        var fresh = instances.Select(instance => run.Deployment.Find(instance.Id)).OfType<NodeInstance>().ToList();
        var install = Lifecycle.Install(run, fresh, Others(run, fresh), "reinstall-");
        yield return install;
        install.ThrowIfFailed();
    }

    public static IReadOnlyCollection<NodeInstance> Others(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances) =>
        [.. run.Deployment.Instances.Except(instances)];

    private static IEnumerable<TaskGraph> Install(WorkflowRun run)
    {
        var instances = run.Deployment.Filter(run.Parameters);
        var graph = Lifecycle.Install(run, instances, Others(run, instances));
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Uninstall(WorkflowRun run)
    {
        var instances = run.Deployment.Filter(run.Parameters);
        var graph = Lifecycle.Uninstall(
            run, instances, Others(run, instances), run.Parameters.Flag("ignore_failure"));
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Rollback(WorkflowRun run)
    {
        var unresolved = run.Deployment.Filter(run.Parameters)
            .Where(instance => instance.State is "creating" or "configuring" or "starting").ToList();
        var rollback = Lifecycle.Rollback(run, unresolved, Others(run, unresolved), ignoreFailure: true);
        yield return rollback;
        rollback.ThrowIfFailed();
        if (!run.Parameters.Flag("full_rollback"))
        {
            yield break;
        }

        run.Refresh();
        var uninstall = Lifecycle.Uninstall(run, run.Deployment.Instances, [], ignoreFailure: false, "uninstall-a");
        yield return uninstall;
        uninstall.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> ExecuteOperation(
        WorkflowRun run, string operation, JObject kwargs, bool overriding = true)
    {
        var graph = run.Graph("execute_operation_" + operation, graph =>
        {
            var message = $"Starting operation {operation}";
            if (kwargs.Count > 0)
            {
                message += $" (Operation parameters: {PythonText.Of(kwargs)})";
            }

            var subgraphs = run.Deployment.Instances.ToDictionary(
                instance => instance, instance => graph.Subgraph(instance.Id));
            foreach (var instance in run.Deployment.Filter(run.Parameters))
            {
                if (graph.Operation(instance, operation, kwargs, overriding) is { } task)
                {
                    subgraphs[instance].Add(
                        graph.Event(instance, message), task, graph.Event(instance, $"Finished operation {operation}"));
                }
            }

            if (run.Parameters.Flag("run_by_dependency_order"))
            {
                Order(run, subgraphs);
            }
        });
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Check(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances,
        Func<WorkflowRun, IReadOnlyCollection<NodeInstance>, bool, TaskGraph> check)
    {
        var graph = check(run, instances, false);
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static IEnumerable<TaskGraph> Custom(WorkflowRun run, string operation)
    {
        var name = operation.Length > 0 ? operation : run.Execution.Text("workflow_id")!;
        yield return run.Graph(name, graph => graph.Add(new LocalTask(graph, name, run.OperationTime)));
    }

    private static void Order(WorkflowRun run, Dictionary<NodeInstance, SubgraphTask> subgraphs)
    {
        foreach (var instance in run.Deployment.Instances)
        {
            subgraphs[instance].Dependencies.UnionWith(instance.Relationships
                .Select(relationship => subgraphs[relationship.Target])
                .Where(target => target != subgraphs[instance]));
        }
    }
}
