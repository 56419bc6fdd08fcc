using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>nodes</c> endpoints.</summary>
internal static class NodesApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "nodes", "node_list", List),
        new("PATCH", "nodes/{deployment}/{id}", "node_update", _ =>
            throw new ManagerErrorException(403, "only_deployment_update", ""))
            { Since = new(6, 1), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse List(RequestContext call)
    {
        var rows = RowVisibility.Rows(call, call.State.Nodes);
        if (!call.Flag("_evaluate_functions"))
        {
            return ListResponse.List(call, ResourceType.Node, rows);
        }

        // A manager evaluates the projected rows and fails on the attributes that are missing there.
        return call.Query("_include") is null
            ? ListResponse.List(call, ResourceType.EvaluatedNode, rows.Select(row =>
            {
                var evaluated = FunctionContext.Evaluated(call, row, "properties");
                evaluated["name"] = evaluated["id"];
                return evaluated;
            }))
            : throw new InvalidOperationException("Functions cannot be evaluated in a projection.");
    }
}
