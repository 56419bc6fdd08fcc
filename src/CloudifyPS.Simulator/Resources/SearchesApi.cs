using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>searches</c> endpoints: lists by the filter rules or constraints in the body.</summary>
internal static class SearchesApi
{
    private static readonly Version First = new(6, 0);

    /// <summary>The operators of a constraint's <c>name_pattern</c>.</summary>
    private static readonly Dictionary<string, Func<string, string, bool>> Patterns = new()
    {
        ["contains"] = (name, part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0,
        ["starts_with"] = (name, part) => name.StartsWith(part, StringComparison.OrdinalIgnoreCase),
        ["ends_with"] = (name, part) => name.EndsWith(part, StringComparison.OrdinalIgnoreCase),
        ["equals_to"] = string.Equals,
    };

    public static IEnumerable<Route> Routes =>
    [
        New("blueprints", "blueprint_list", call => FiltersApi.List(
            call, "blueprints", ResourceType.Blueprint, call.State.Blueprints, call.Body()["filter_rules"])),
        New("deployments", "deployment_list", call => FiltersApi.List(
            call, "deployments", ResourceType.Deployment, call.State.Deployments, call.Body()["filter_rules"])),
        New("nodes", "node_list", call =>
            InDeployment(call, ResourceType.Node, call.State.Nodes, "id", isRequired: true)),
        New("node-types", "node_list", call =>
            InDeployment(call, ResourceType.Node, call.State.Nodes, "type", isRequired: true)),
        New("node-instances", "node_list", call =>
            InDeployment(call, ResourceType.NodeInstance, call.State.NodeInstances, "id", isRequired: false)),
        New("secrets", "secret_list", call => Constrained(
            call, ResourceType.SecretListItem, "key", RowVisibility.Rows(call, call.State.Secrets),
            call.Body().Map("constraints"))),
    ];

    private static Route New(string plural, string action, Func<RequestContext, ApiResponse> handler) =>
        new("POST", "searches/" + plural, action, handler) { Since = First, OnlyV31Since = First };

    private static ApiResponse InDeployment(
        RequestContext call, ResourceType type, Table table, string name, bool isRequired)
    {
        var constraints = call.Body().Map("constraints");
        var deployment = constraints.Text("deployment_id") ?? call.Query("deployment_id");
        return deployment is null && isRequired
            ? throw Refusal.BadParameters(
                "Please provide a valid 'blueprint_id' or 'deployment_id' parameter or have a relevant key in the "
                + "constraints.")
            : Constrained(
                call, type, name,
                RowVisibility.Rows(call, table).Where(
                    row => deployment is null || row.Text("deployment_id") == deployment),
                constraints);
    }

    private static ApiResponse Constrained(
        RequestContext call, ResourceType type, string name, IEnumerable<JObject> rows, JObject constraints)
    {
        var patterns = constraints.Map("name_pattern").Properties().ToList();
        if (patterns.FirstOrDefault(pattern => !Patterns.ContainsKey(pattern.Name)) is { } unknown)
        {
            throw Refusal.BadParameters($"Unknown name pattern: {unknown.Name}");
        }

        var found = rows.Where(row => row.Text(name) is { } text
            && patterns.All(pattern => Patterns[pattern.Name](text, pattern.Value.ToString()))
            && (constraints["valid_values"] is null || constraints.Texts("valid_values").Contains(text)));
        return ListResponse.List(call, type, found);
    }
}
