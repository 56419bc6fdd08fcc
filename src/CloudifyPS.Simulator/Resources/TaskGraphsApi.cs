using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
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
        new("GET", "tasks_graphs", "operations", ListGraphs)
            { Since = First, OnlyV31Since = First },
        new("GET", "operations/{id}", "operations", GetOperation) { Since = First, OnlyV31Since = First },
        new("GET", "operations", "operations", ListOperations) { Since = First, OnlyV31Since = First },
    ];

    private static ApiResponse ListGraphs(RequestContext call)
    {
        var id = call.Query("execution_id") ?? throw new MalformedBodyException();
        var execution = RowVisibility.Get(call, call.State.Executions, "Execution", id);
        return ListResponse.List(call, ResourceType.TasksGraph, GraphsOf(call, execution).Select(graph => graph.Row));
    }

    private static IEnumerable<(JObject Row, TaskGraph Graph)> GraphsOf(RequestContext call, JObject execution) =>
        (call.Manager.Engine.FindRun(execution.Id())?.Graphs ?? new Dictionary<string, TaskGraph>())
            .Select(graph => (Row(execution, graph.Value.Id, graph.Value, new JObject
            {
                ["execution_id"] = execution["id"],
                ["name"] = graph.Key,
            }), graph.Value));

    private static IEnumerable<JObject> OperationsOf(RequestContext call, JObject execution) =>
        GraphsOf(call, execution).SelectMany(graph => graph.Graph.Tasks.Select(task =>
            Row(execution, task.Id, graph.Graph, Operation(task, graph.Row.Id()))));

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
        var rows = (call.Query("graph_id"), call.Query("execution_id")) switch
        {
            ({ } graph, _) => OperationsOfGraph(call, graph),
            (null, { } execution) => OperationsOf(
                call, RowVisibility.Get(call, call.State.Executions, "Execution", execution)),
            _ => throw Refusal.BadParameters("Missing required param: graph_id or execution_id"),
        };
        var state = call.Query("state");
        ResourceType.Operation.Included(call);
        return ListResponse.Page(
            call, [.. rows.Where(row => state is null || row.Text("state") == state)],
            row => ResourceType.Operation.Show(call, row));
    }

    private static IEnumerable<JObject> OperationsOfGraph(RequestContext call, string id)
    {
        var execution = RowVisibility.Rows(call, call.State.Executions)
            .FirstOrDefault(row => GraphsOf(call, row).Any(graph => graph.Row.Id() == id))
            ?? throw Refusal.NotFound("TasksGraph", id);
        return OperationsOf(call, execution).Where(row => row.Text("tasks_graph_id") == id);
    }

    private static ApiResponse GetOperation(RequestContext call) => ApiResponse.Json(ResourceType.Operation.Show(
        call,
        RowVisibility.Rows(call, call.State.Executions).SelectMany(row => OperationsOf(call, row))
            .FirstOrDefault(row => row.Id() == call["id"]) ?? throw Refusal.NotFound("Operation", call["id"])));

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
