using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The workflows that run one operation on selected node instances.</summary>
internal static class OperationWorkflows
{
    public static IEnumerable<TaskGraph> ExecuteOperation(IWorkflowContext context) => Run(
        context, context.Parameters.Text("operation") ?? "", "operation_kwargs",
        context.Parameters.Flag("allow_kwargs_override"));

    public static IEnumerable<TaskGraph> Start(IWorkflowContext context) =>
        Run(context, OperationNames.Lifecycle + "start", "operation_parms");

    public static IEnumerable<TaskGraph> Stop(IWorkflowContext context) =>
        Run(context, OperationNames.Lifecycle + "stop", "operation_parms");

    public static IEnumerable<TaskGraph> Pull(IWorkflowContext context) =>
        Run(context, OperationNames.Lifecycle + "pull", "operation_parms");

    public static IEnumerable<TaskGraph> Restart(IWorkflowContext context) =>
        Run(context, OperationNames.Lifecycle + "stop", "stop_parms")
            .Concat(Run(context, OperationNames.Lifecycle + "start", "start_parms"));

    private static IEnumerable<TaskGraph> Run(
        IWorkflowContext context, string operation, string kwargsParameter, bool overriding = true)
    {
        var kwargs = context.Parameters.Map(kwargsParameter);
        var graph = context.Graph("execute_operation_" + operation, graph =>
        {
            var message = $"Starting operation {operation}";
            if (kwargs.Count > 0)
            {
                message += $" (Operation parameters: {PythonValue.Repr(kwargs)})";
            }

            var subgraphs = context.Deployment.Instances.ToDictionary(
                instance => instance, instance => graph.Subgraph(instance.Id));
            foreach (var instance in context.Deployment.Filter(context.Parameters))
            {
                if (graph.Operation(instance, operation, kwargs, overriding) is { } task)
                {
                    subgraphs[instance].Add(
                        graph.Event(instance, message), task, graph.Event(instance, $"Finished operation {operation}"));
                }
            }

            if (context.Parameters.Flag("run_by_dependency_order"))
            {
                Order(subgraphs);
            }
        });
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static void Order(Dictionary<NodeInstance, SubgraphTask> subgraphs)
    {
        foreach (var pair in subgraphs)
        {
            pair.Value.Dependencies.UnionWith(pair.Key.Relationships
                .Select(relationship => subgraphs[relationship.Target])
                .Where(target => target != pair.Value));
        }
    }
}
