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
        var name = call.Query("name");
        return ListResponse.List(
            call, ResourceType.TasksGraph,
            GraphsOf(call, execution).Select(graph => graph.Row)
                .Where(row => name is null || row.Text("name") == name));
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
            Row(execution, task.Id, graph.Graph, OperationRow.Create(call, execution, task, graph.Row.Id()))));

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
        var skipInternal = call.IsManager(6, 4) && call.Query("skip_internal") is { Length: > 0 };
        ResourceType.Operation.Included(call);
        return ListResponse.Page(
            call,
            [
                .. rows.Where(row => (state is null || row.Text("state") == state)
                    && (!skipInternal || row.Text("type") is "SubgraphTask" or "RemoteWorkflowTask")),
            ],
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
}
