using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

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
        var rows = RowVisibility.Rows(call, call.State.Nodes).Select(row => WithPlannedNumber(call, row));
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

    /// <summary>
    /// Multiplies the planned number by the instances of the node's scaling groups. It is 0 in a deployment without
    /// scaling groups.
    /// </summary>
    private static JObject WithPlannedNumber(RequestContext call, JObject row)
    {
        var groups = call.State.Deployments.Find(row.Tenant(), row.Text("deployment_id")!)?.Map("scaling_groups");
        if (groups is not { Count: > 0 })
        {
            return row;
        }

        var shown = (JObject)row.DeepClone();
        shown["actual_planned_number_of_instances"] = groups.Values().OfType<JObject>()
            .Where(group => group.Texts("members")
                .Any(member => member == row.Id() || member == row.Text("host_id")))
            .Aggregate(
                row.Number("planned_number_of_instances"),
                (number, group) => number * group.Map("properties").Number("planned_instances"));
        return shown;
    }
}
