using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Functions;
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

    public static IEnumerable<Route> Routes =>
    [
        New("blueprints", "blueprint_list", call => Search(
            call, ResourceType.Blueprint, call.State.Blueprints, "blueprints", "id", "blueprints")),
        New("deployments", "deployment_list", call => Search(
            call, ResourceType.Deployment, call.State.Deployments, "deployments", "display_name", "deployments")),
        New("nodes", "node_list", call => SearchNodes(call, ResourceType.Node, "id")),
        New("node-types", "node_list", call => SearchNodes(call, ResourceType.NodeType, "type")),
        New("node-instances", "node_list", SearchNodeInstances),
        New("secrets", "secret_list", call => Search(
            call, ResourceType.SecretListItem, call.State.Secrets, "secrets", "key", null)),
        New("capabilities", "deployment_capabilities", SearchCapabilities),
        New("scaling-groups", "deployment_get", SearchScalingGroups),
    ];

    private static Route New(string plural, string action, Func<RequestContext, ApiResponse> handler) =>
        new("POST", "searches/" + plural, action, handler) { Since = First, OnlyV31Since = First };

    private static JObject Body(RequestContext call)
    {
        if (call.Request.Header("Content-Type") == "application/json" && call.Json() is not JObject)
        {
            // A manager does not check this and returns 500.
            throw new InvalidOperationException("The body is not an object.");
        }

        return call.Body();
    }

    /// <summary>Lists the rows that meet the rules or constraints of the body.</summary>
    /// <param name="call">The request.</param>
    /// <param name="type">The kind of the rows.</param>
    /// <param name="table">All rows.</param>
    /// <param name="plural">The name of the resource in errors.</param>
    /// <param name="nameField">The attribute that <c>name_pattern</c> is compared with.</param>
    /// <param name="filters">The saved filters that can be used; null for none.</param>
    /// <param name="predicate">Selects the rows that are searched.</param>
    private static ApiResponse Search(
        RequestContext call, ResourceType type, Table table, string plural, string nameField, string? filters,
        Func<JObject, bool>? predicate = null)
    {
        var body = Body(call);
        var given = Arguments.Optional(body, "filter_rules", JTokenType.Array) as JArray ?? [];
        var constraints = Arguments.Optional(body, "constraints", JTokenType.Object) as JObject ?? [];
        var filterId = filters is null ? null : call.Query("_filter_id");
        if (constraints.Count > 0 && (given.Count > 0 || filterId is not null))
        {
            throw Refusal.BadParameters(
                "You should provide either filter_id/filter_rules or DSL constraints, not both");
        }

        var rules = FilterRules.Parse(given, plural, Attributes(plural));
        rules.Merge(RulesOf(constraints, nameField));
        if ((filterId ?? constraints.Text("filter_id")) is { Length: > 0 } id && filters is not null)
        {
            rules.Merge(FiltersApi.RulesOf(call, filters, id));
        }

        var rows = RowVisibility.Rows(call, table).ToList();
        return ListResponse.List(
            call, type,
            FilterRules.Select(call, rows.Where(row => predicate?.Invoke(row) != false), rules),
            rules.Count == 0 ? null : rows.Count, isSearch: true);
    }

    private static string[] Attributes(string plural) => plural switch
    {
        "secrets" => ["key", "provider_name"],
        "nodes" => ["id", "type", "operation_name"],
        "node_instances" => ["id"],
        _ => FiltersApi.Filtered[plural].Attributes,
    };

    private static JArray RulesOf(JObject constraints, string nameField)
    {
        var rules = new JArray();
        void Add(string type, string key, string @operator, params object[] values) => rules.Add(new JObject
        {
            ["key"] = key, ["values"] = new JArray(values), ["operator"] = @operator, ["type"] = type,
        });
        foreach (var pattern in constraints.Map("name_pattern").Properties())
        {
            Add(
                "attribute", nameField, pattern.Name == "equals_to" ? "any_of" : pattern.Name,
                pattern.Value.ToString());
        }

        foreach (var label in constraints.Items("labels").SelectMany(label => label.Properties()))
        {
            Add("label", label.Name, "any_of", label.Value.ToString());
        }

        if (constraints.Texts("tenants") is { Count: > 0 } tenants)
        {
            Add("attribute", "tenant_name", "any_of", [.. tenants]);
        }

        // A manager ignores the values for deployments, which it searches by their display names.
        if (nameField != "display_name" && constraints.Texts("valid_values") is { Count: > 0 } values)
        {
            Add("attribute", nameField, "any_of", [.. values]);
        }

        return rules;
    }

    /// <summary>Gets the blueprint or deployment that the query or the constraints name.</summary>
    private static (string? Blueprint, string? Deployment) Scope(RequestContext call, bool isRequired)
    {
        var constraints = Arguments.Optional(Body(call), "constraints", JTokenType.Object) as JObject ?? [];
        string? Get(string name) => (call.Query(name), constraints.Text(name)) switch
        {
            ({ }, { }) => throw Refusal.BadParameters(
                $"You should provide either a valid '{name}' parameter or have a '{name}' key in the constraints, "
                + "not both."),
            var (query, constraint) => query ?? constraint,
        };
        var scope = (Blueprint: Get("blueprint_id"), Deployment: Get("deployment_id"));
        return scope switch
        {
            (null, null) when isRequired || constraints.Count > 0 => throw Refusal.BadParameters(
                "Please provide a valid 'blueprint_id' or 'deployment_id' parameter or have a relevant key in the "
                + "constraints."),
            ({ }, { }) => throw Refusal.BadParameters(
                "You should provide either 'blueprint_id' or 'deployment_id' constraints, not both."),
            _ => scope,
        };
    }

    private static ApiResponse SearchNodes(RequestContext call, ResourceType type, string nameField)
    {
        var (blueprint, deployment) = Scope(call, isRequired: true);
        return blueprint is null
            ? Search(
                call, type, call.State.Nodes, "nodes", nameField, null,
                row => row.Text("deployment_id") == deployment)
            : PlannedItems(
                call, Plan(call, blueprint).Items("nodes"), node => node.Text(nameField) ?? "",
                node => type.Show(call, node));
    }

    private static ApiResponse SearchNodeInstances(RequestContext call)
    {
        var (_, deployment) = Scope(call, isRequired: false);
        var node = call.Query("node_id");
        return Search(
            call, ResourceType.NodeInstance, call.State.NodeInstances, "node_instances", "id", null,
            row => (deployment is null || row.Text("deployment_id") == deployment)
                && (node is null || row.Text("node_id") == node));
    }

    private static JObject Plan(RequestContext call, string blueprint) =>
        RowVisibility.Get(call, call.State.Blueprints, "Blueprint", blueprint).Map("plan");

    private static ApiResponse SearchScalingGroups(RequestContext call)
    {
        var (blueprint, deployment) = Scope(call, isRequired: true);
        var groups = blueprint is null
            ? RowVisibility.Rows(call, call.State.Deployments)
                .Where(row => ListResponse.Contains(row, "id", deployment!))
                .SelectMany(row => row.Map("scaling_groups").Properties())
            : Plan(call, blueprint).Map("scaling_groups").Properties();
        return PlannedItems(call, groups, group => group.Name, group => new JObject
        {
            ["deployment_id"] = null, ["name"] = group.Name, ["members"] = group.Value["members"],
            ["properties"] = group.Value["properties"],
        });
    }

    private static ApiResponse SearchCapabilities(RequestContext call)
    {
        var (_, deployment) = Scope(call, isRequired: true);
        var constraints = Body(call).Map("constraints");
        var found = RowVisibility.Rows(call, call.State.Deployments)
            .Where(row => deployment is null || ListResponse.Contains(row, "id", deployment))
            .Select(row => (Row: row, Capabilities: new JArray(FunctionEvaluator
                .EvaluateCapabilities(row.Map("capabilities"), new FunctionContext(call.State, row)).Properties()
                .Where(capability => Fits(constraints, capability.Name)
                    && (constraints["valid_values"] is not JArray values
                        || values.Any(value => JToken.DeepEquals(value, capability.Value))))
                .Select(capability => new JObject
                {
                    [capability.Name] = new JObject { ["value"] = capability.Value },
                }))))
            .Where(item => item.Capabilities.Count > 0)
            .Select(item => new JObject { ["deployment_id"] = item.Row["id"], ["capabilities"] = item.Capabilities })
            .ToList();
        return ListResponse.Page(call, found, item => item, filtered: 0);
    }

    /// <summary>Gets whether a name meets the constraints.</summary>
    private static bool Fits(JObject constraints, string name) => FilterRules.FitsName(
        name, constraints.Map("name_pattern").Properties().Select(pattern => (pattern.Name, pattern.Value.ToString())));

    /// <summary>Creates the response of a search in a plan. Its metadata is not that of other lists.</summary>
    private static ApiResponse PlannedItems<T>(
        RequestContext call, IEnumerable<T> items, Func<T, string> name, Func<T, JToken> show)
    {
        var constraints = Body(call).Map("constraints");
        var all = items.ToList();
        var found = all.Where(item => Fits(constraints, name(item))
            && (constraints["valid_values"] is null
                || constraints.Texts("valid_values").Contains(name(item)))).ToList();
        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject
            {
                ["filtered"] = all.Count - found.Count,
                ["pagination"] = new JObject { ["offset"] = 0, ["size"] = found.Count, ["total"] = all.Count },
            },
            ["items"] = new JArray(found.Select(show)),
        });
    }
}
