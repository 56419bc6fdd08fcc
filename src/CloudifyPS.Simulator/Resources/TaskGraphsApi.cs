using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Graph;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The endpoints <c>tasks_graphs</c> and <c>operations</c>: the planned steps of executions.</summary>
internal static class TaskGraphsApi
{
    private const string SubgraphFailure = "cloudify.workflows.tasks_graph._on_failure_handler_fail";
    private const string InstanceFailure = "cloudify.plugins.lifecycle._SendNodeEventHandler";
    private static readonly Version First = new(4, 6);

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "tasks_graphs", "operations", call => ListResponse.List(
            call, ResourceType.TasksGraph, Graphs(call).Select(graph => graph.Row)))
            { Since = First, OnlyV31Since = First },
        new("GET", "operations", "operations", ListOperations) { Since = First, OnlyV31Since = First },
    ];

    private static IEnumerable<(JObject Row, TaskGraph Graph)> Graphs(RequestContext call)
    {
        var execution = RowVisibility.Get(call, call.State.Executions, "Execution", call.Query("execution_id") ?? "");
        return (call.Manager.Engine.FindRun(execution.Id())?.Graphs ?? new Dictionary<string, TaskGraph>())
            .Select(graph => (Row(execution, graph.Value.Id, graph.Value, new JObject
            {
                ["execution_id"] = execution["id"],
                ["name"] = graph.Key,
            }), graph.Value));
    }

    private static JObject Row(JObject execution, string id, TaskGraph graph, JObject more)
    {
        var row = new JObject
        {
            ["id"] = id, ["created_at"] = graph.CreatedAt.ToTimestamp(), ["visibility"] = execution["visibility"],
            ["tenant_name"] = execution["tenant_name"], ["created_by"] = execution["created_by"],
        };
        row.Merge(more);
        return row;
    }

    private static ApiResponse ListOperations(RequestContext call)
    {
        var rows = Graphs(call).SelectMany(graph => graph.Graph.Tasks.Select(task => Row(
            call.State.Executions.Find(call.Tenant, call.Query("execution_id")!)!, task.Id, graph.Graph,
            Operation(task, graph.Row.Id())))).ToList();
        return ListResponse.Page(call, rows, row => ResourceType.Operation.Show(call, row));
    }

    private static JObject Operation(GraphTask task, string graphId) => new()
    {
        ["name"] = task.Name,
        ["state"] = task.State.ToString().ToLowerInvariant(),
        ["dependencies"] = new JArray(task.Dependencies.Select(dependency => dependency.Id)),
        ["type"] = task.Kind,
        ["parameters"] = new JObject
        {
            ["on_success"] = null,
            ["on_failure"] = task.Arguments["node_instance_id"] is { } instance
                ? new JObject { ["path"] = InstanceFailure, ["instance_id"] = instance }
                : new JObject { ["path"] = SubgraphFailure },
            ["retried_task"] = null,
            ["current_retries"] = 0,
            ["send_task_events"] = task is SubgraphTask or OperationTask,
            ["retry_interval"] = 30,
            ["total_retries"] = 0,
            ["info"] = task.Info,
            ["error"] = null,
            ["containing_subgraph"] = task.Parent?.Id,
            ["task_kwargs"] = task.Arguments,
        },
        ["manager_name"] = ManagersApi.HostName,
        ["agent_name"] = null,
        ["tasks_graph_id"] = graphId,
    };
}
