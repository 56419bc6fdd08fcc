using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Runs the check operations of node instances and stores their results in the system properties.</summary>
internal static class CheckWorkflows
{
    public static IEnumerable<TaskGraph> RunStatus(IWorkflowContext context) => Run(context, Status);

    public static IEnumerable<TaskGraph> RunDrift(IWorkflowContext context) => Run(context, Drift);

    /// <summary>Returns the graph of check_status.</summary>
    public static TaskGraph Status(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure) =>
        context.Graph("check_status", graph =>
        {
            var tasks = new Dictionary<NodeInstance, GraphTask>();
            foreach (var instance in instances)
            {
                var task = graph.Operation(instance, OperationNames.Validation + "check_status");
                void Write(JObject system, JObject result)
                {
                    system["previous_status"] = system["status"];
                    system["status"] = result;
                }

                Add(context, graph, tasks, instance, task, Write, ignoreFailure);
            }

            Order(context, tasks);
        });

    /// <summary>Returns the graph of check_drift, for node instances and their relationships.</summary>
    private static TaskGraph Drift(
        IWorkflowContext context, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure) =>
        context.Graph("check_drift", graph =>
        {
            var tasks = new Dictionary<NodeInstance, GraphTask>();
            foreach (var instance in instances)
            {
                var task = graph.Operation(instance, OperationNames.Lifecycle + "check_drift");
                Add(
                    context, graph, tasks, instance, task, (system, result) => system["configuration_drift"] = result,
                    ignoreFailure);
                foreach (var relationship in instance.Relationships)
                {
                    foreach (var end in graph.Operations(
                        relationship, OperationNames.RelationshipLifecycle + "check_drift"))
                    {
                        var isSource = end.Instance == relationship.Source;
                        var list = isSource
                            ? "source_relationships_configuration_drift"
                            : "target_relationships_configuration_drift";
                        var other = isSource ? relationship.Target.Id : relationship.Source.Id;
                        StoreResult(context, end, (system, result) =>
                        {
                            system[list] ??= new JObject();
                            system[list]![other] = result;
                        }, ignoreFailure);
                        graph.Add(end);
                        if (task is not null)
                        {
                            end.Dependencies.Add(task);
                        }
                    }
                }
            }

            Order(context, tasks);
        });

    private static IEnumerable<TaskGraph> Run(
        IWorkflowContext context, Func<IWorkflowContext, IReadOnlyCollection<NodeInstance>, bool, TaskGraph> check)
    {
        var graph = check(context, context.Deployment.Filter(context.Parameters), false);
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static void Add(
        IWorkflowContext context, TaskGraph graph, Dictionary<NodeInstance, GraphTask> tasks, NodeInstance instance,
        OperationTask? task, Action<JObject, JObject> write, bool ignoreFailure)
    {
        if (task is null)
        {
            // An empty subgraph keeps the order of the instances before and after it.
            tasks.Add(instance, graph.Subgraph(instance.Id));
            return;
        }

        StoreResult(context, task, write, ignoreFailure);
        graph.Add(task);
        tasks.Add(instance, task);
    }

    private static void StoreResult(
        IWorkflowContext context, OperationTask task, Action<JObject, JObject> write, bool ignoreFailure)
    {
        void Write(bool ok, string? result) => context.SetSystemProperty(
            task.Instance, system => write(system, InstanceWriter.CheckResult(ok, result, task.Name, context.Now)));
        task.OnSuccess = () => Write(true, null);
        task.OnFailure = () =>
        {
            Write(false, task.FailureMessage);
            return ignoreFailure;
        };
    }

    private static void Order(IWorkflowContext context, Dictionary<NodeInstance, GraphTask> tasks)
    {
        if (context.Parameters.Flag("run_by_dependency_order"))
        {
            foreach (var pair in tasks)
            {
                pair.Value.Dependencies.UnionWith(pair.Key.Relationships
                    .Where(relationship => relationship.Target != pair.Key && tasks.ContainsKey(relationship.Target))
                    .Select(relationship => tasks[relationship.Target]));
            }
        }
    }
}
