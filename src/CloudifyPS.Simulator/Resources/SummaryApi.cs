using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>summary</c> endpoints: the number of resources for each value of an attribute.</summary>
internal static class SummaryApi
{
    private static readonly Version First = new(4, 6);

    public static IEnumerable<Route> Routes =>
    [
        New("blueprints", "blueprint_list", ResourceType.Blueprint, call => call.State.Blueprints,
            "tenant_name visibility"),
        New("deployments", "deployment_list", ResourceType.Deployment, call => call.State.Deployments,
            "blueprint_id tenant_name visibility site_name deployment_status"),
        New("executions", "execution_list", ResourceType.Execution, call => call.State.Executions,
            "status status_display blueprint_id deployment_id workflow_id tenant_name visibility"),
        New("nodes", "node_list", ResourceType.Node, call => call.State.Nodes, "deployment_id tenant_name visibility"),
        New("node_instances", "node_instance_list", ResourceType.NodeInstance, call => call.State.NodeInstances,
            "deployment_id index node_id state host_id tenant_name visibility"),
    ];

    private static Route New(
        string plural, string action, ResourceType type, Func<RequestContext, Table> table, string fields) =>
        new("GET", "summary/" + plural, action, call => Summarize(call, plural, type, table(call), fields.Split(' ')))
            { Since = First, OnlyV31Since = First };

    private static ApiResponse Summarize(
        RequestContext call, string plural, ResourceType type, Table table, string[] fields)
    {
        var target = Field(call, "_target_field", fields) ?? throw new PydanticException(
            "1 validation error for SummaryRequest\n_target_field\n  field required (type=value_error.missing)");
        var sub = Field(call, "_sub_field", fields);
        List<JObject> rows =
            [.. ListResponse.Filter(call, type.Fields(call.Manager.Version), RowVisibility.Rows(call, table))];
        IEnumerable<JObject> Count(IEnumerable<JObject> counted, string field) => counted
            .GroupBy(row => row[field] ?? JValue.CreateNull(), JToken.EqualityComparer)
            .Select(group => new JObject { [field] = group.Key, [plural] = group.Count() });
        var items = Count(rows, target).ToList();
        if (sub is not null)
        {
            foreach (var item in items)
            {
                item["by " + sub] = new JArray(
                    Count(rows.Where(row => JToken.DeepEquals(row[target] ?? JValue.CreateNull(), item[target])), sub));
            }
        }

        return ListResponse.Page(call, items, item => item, hasFiltered: false);
    }

    private static string? Field(RequestContext call, string name, string[] fields)
    {
        var field = call.Query(name);
        return field is null || fields.Contains(field)
            ? field
            : throw new PydanticException(
                $"1 validation error for SummaryRequest\n{name}\n  Invalid summary field: {field}. Allowed values: "
                + $"{string.Join(", ", fields)} (type=value_error)");
    }
}
