using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Graph;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The workflows that look whether all is well, and write down what they find.</summary>
internal static class CheckWorkflows
{
    private const string RelationshipCheck = "cloudify.interfaces.relationship_lifecycle.check_drift";

    /// <summary>Runs check_status.</summary>
    public static TaskGraph Status(
        WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure) =>
        run.Graph("check_status", graph =>
        {
            var tasks = new Dictionary<NodeInstance, GraphTask>();
            foreach (var instance in instances)
            {
                var task = graph.Operation(instance, "cloudify.interfaces.validation.check_status");
                void Write(JObject system, JObject result)
                {
                    system["previous_status"] = system["status"];
                    system["status"] = result;
                }

                Add(graph, tasks, instance, task, Write, ignoreFailure);
            }

            Order(run, tasks);
        });

    /// <summary>Runs check_drift of node instances and of their relationships.</summary>
    public static TaskGraph Drift(WorkflowRun run, IReadOnlyCollection<NodeInstance> instances, bool ignoreFailure) =>
        run.Graph("check_drift", graph =>
        {
            var tasks = new Dictionary<NodeInstance, GraphTask>();
            foreach (var instance in instances)
            {
                var task = graph.Operation(instance, "cloudify.interfaces.lifecycle.check_drift");
                Add(
                    graph, tasks, instance, task, (system, result) => system["configuration_drift"] = result,
                    ignoreFailure);
                foreach (var relationship in instance.Relationships)
                {
                    foreach (var end in graph.Operations(relationship, RelationshipCheck))
                    {
                        var isSource = end.Instance == relationship.Source;
                        var list = isSource
                            ? "source_relationships_configuration_drift"
                            : "target_relationships_configuration_drift";
                        var other = isSource ? relationship.Target.Id : relationship.Source.Id;
                        Listen(end, (system, result) =>
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

            Order(run, tasks);
        });

    private static void Add(
        TaskGraph graph, Dictionary<NodeInstance, GraphTask> tasks, NodeInstance instance, OperationTask? task,
        Action<JObject, JObject> write, bool ignoreFailure)
    {
        if (task is null)
        {
            // Keeps the order of those before and behind it.
            tasks.Add(instance, graph.Subgraph(instance.Id));
            return;
        }

        Listen(task, write, ignoreFailure);
        graph.Add(task);
        tasks.Add(instance, task);
    }

    private static void Listen(OperationTask task, Action<JObject, JObject> write, bool ignoreFailure)
    {
        var run = task.Graph.Run;
        void Write(bool ok, string? result) => run.SetSystemProperty(
            task.Instance, system => write(system, InstanceWriter.CheckResult(ok, result, task.Name, run.Now)));
        task.OnSuccess = () => Write(true, null);
        task.OnFailure = () =>
        {
            Write(false, task.FailureMessage);
            return ignoreFailure;
        };
    }

    private static void Order(WorkflowRun run, Dictionary<NodeInstance, GraphTask> tasks)
    {
        if (run.Parameters.Flag("run_by_dependency_order"))
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
