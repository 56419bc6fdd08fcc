using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// The <c>filters</c> endpoints: saved filter rules for blueprints and deployments, and their use in lists.
/// </summary>
internal static class FiltersApi
{
    private static readonly Version First = new(5, 2);

    /// <summary>The filtered resources, with the name of their filters and the attributes that rules can use.</summary>
    public static readonly IReadOnlyDictionary<string, (string Kind, string[] Attributes)> Filtered =
        new Dictionary<string, (string Kind, string[] Attributes)>
        {
            ["blueprints"] = ("BlueprintsFilter", ["created_by", "state", "id", "tenant_name"]),
            ["deployments"] = (
                "DeploymentsFilter",
                [
                    "id", "blueprint_id", "created_by", "site_name", "schedules", "tenant_name", "display_name",
                    "installation_status",
                ]),
        };

    /// <summary>The filters that every manager has, and the <c>obj-type</c> that they select.</summary>
    private static readonly (string Id, string Type)[] ByType =
    [
        ("csys-k8s-filter", "k8s"), ("csys-terraform-filter", "terraform"), ("aws-deployments", "aws"),
        ("azure-deployments", "azure"), ("gcp-deployments", "gcp"), ("terragrunt-deployments", "terragrunt"),
        ("helm-deployments", "helm"), ("ansible-deployments", "ansible"), ("starlingx-deployments", "starlingx"),
        ("vsphere-deployments", "vsphere"), ("docker-deployments", "docker"), ("netconf-deployments", "netconf"),
        ("fabric-deployments", "fabric"), ("libvirt-deployments", "libvirt"), ("utilities-deployments", "utilities"),
        ("host-pool-deployments", "host-pool"), ("diamond-deployments", "diamond"),
        ("openstack-deployments", "openstack"),
        ("openstack-v3-deployments", "openstack-v3"), ("vcloud-deployments", "vcloud"),
    ];

    public static IEnumerable<Route> Routes => Filtered.Keys.SelectMany(RoutesOf);

    /// <summary>Adds the filters that every manager has.</summary>
    public static void AddSystemFilters(ManagerContext manager)
    {
        if (manager.Version < First)
        {
            return;
        }

        void Add(string id, params JObject[] rules)
        {
            var now = manager.Now.ToTimestamp();
            manager.State.Filters.Add(new JObject
            {
                ["filtered_resource"] = "deployments", ["id"] = id, ["created_at"] = now, ["updated_at"] = now,
                ["visibility"] = "global", ["tenant_name"] = ManagerContext.DefaultTenant,
                ["created_by"] = manager.Options.AdminUserName, ["is_system_filter"] = true,
                ["value"] = new JArray(rules),
            });
        }

        foreach (var (id, type) in ByType)
        {
            Add(id, Label("obj-type", "any_of", type));
        }

        Add(
            "csys-environment-filter", Label("csys-obj-type", "any_of", "environment"),
            Label("csys-obj-parent", "is_null"));
        Add("csys-service-filter", Label("csys-obj-type", "is_not", "environment"),
            Label("csys-obj-parent", "is_null"));
    }

    /// <summary>Lists resources by the rules of the saved filter that the request names.</summary>
    /// <param name="call">The request.</param>
    /// <param name="plural">The plural name of the resource.</param>
    /// <param name="type">The kind of the rows.</param>
    /// <param name="table">All rows.</param>
    public static ApiResponse List(RequestContext call, string plural, ResourceType type, Table table)
    {
        // The simulator has neither deployment groups nor dependencies between deployments.
        if (call.Query("_dependencies_of") is { } source)
        {
            _ = RowVisibility.Get(call, call.State.Deployments, "Deployment", source);
        }

        var isEmpty = call.Query("_group_id") is not null || call.Query("_dependencies_of") is not null;
        var rows = isEmpty ? [] : RowVisibility.Rows(call, table).ToList();
        var rules = call.Query("_filter_id") is { Length: > 0 } id ? RulesOf(call, plural, id) : [];
        return ListResponse.List(
            call, type, FilterRules.Select(call, rows, rules), rules.Count == 0 ? null : rows.Count);
    }

    /// <summary>Gets the rules of a saved filter.</summary>
    public static JArray RulesOf(RequestContext call, string plural, string id) =>
        (JArray)Find(call, plural, id)["value"]!;

    private static JObject Label(string key, string @operator, params string[] values) => new()
    {
        ["key"] = key, ["values"] = new JArray(values), ["operator"] = @operator, ["type"] = "label",
    };

    private static JObject Find(RequestContext call, string plural, string id) =>
        RowVisibility.Get(call, call.State.Filters, Filtered[plural].Kind, $"{plural}/{id}", id);

    private static IEnumerable<Route> RoutesOf(string plural)
    {
        var path = "filters/" + plural;
        Route New(string method, string template, string action, Func<RequestContext, ApiResponse> handler) =>
            new(method, template, action, handler) { Since = First, OnlyV31Since = First };
        return
        [
            New("GET", path, "filter_list", call => ListResponse.List(
                call, ResourceType.Filter,
                RowVisibility.Rows(call, call.State.Filters).Where(row => row.Text("filtered_resource") == plural))),
            New("GET", path + "/{id}", "filter_get", call => Show(call, Find(call, plural, call["id"]))),
            New("PUT", path + "/{id}", "filter_create", call => Create(call, plural)),
            New("PATCH", path + "/{id}", "filter_update", call => Update(call, plural)),
            New("DELETE", path + "/{id}", "filter_delete", call =>
            {
                call.State.Filters.Remove(FindToChange(call, plural, "delete"));
                return ApiResponse.NoContent();
            }),
        ];
    }

    private static ApiResponse Show(RequestContext call, JObject row) =>
        ApiResponse.Json(ResourceType.Filter.Show(call, row));

    private static JObject FindToChange(RequestContext call, string plural, string action)
    {
        var row = Find(call, plural, call["id"]);
        return row.Flag("is_system_filter")
            ? throw Refusal.IllegalAction($"Cannot {action} a system filter")
            : RowVisibility.GetToChange(
                call, call.State.Filters, Filtered[plural].Kind, $"{plural}/{call["id"]}", call["id"]);
    }

    private static ApiResponse Create(RequestContext call, string plural)
    {
        var id = Arguments.Valid("filter_id", call["id"]);
        if (id.StartsWith(LabelRules.ReservedPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.BadParameters(
                $"All filters with a `{LabelRules.ReservedPrefix}` prefix are reserved for internal use.");
        }

        var body = call.Body();
        var (kind, attributes) = Filtered[plural];
        var rules = FilterRules.Parse(body["filter_rules"], plural, attributes);
        var row = call.NewRow(VisibilityRules.ForNew(call, body.Text("visibility")), "id", id);
        row["filtered_resource"] = plural;
        row["updated_at"] = row["created_at"];
        row["is_system_filter"] = false;
        row["value"] = rules;
        return RowVisibility.Find(call, call.State.Filters, $"{plural}/{id}") is null
            ? Show(call, call.State.Filters.Add(row))
            : throw Refusal.Exists(call.Tenant, kind, id);
    }

    /// <summary>Updates a filter. New rules replace the rules of the same type.</summary>
    private static ApiResponse Update(RequestContext call, string plural)
    {
        var body = call.Body();
        if (body.Count == 0)
        {
            throw Refusal.IllegalAction("Update a filter request must include at least one parameter to update");
        }

        var row = FindToChange(call, plural, "update");
        if (body.Text("visibility") is { } visibility)
        {
            VisibilityRules.Widen(call, row, call["id"], visibility);
        }

        if (body["filter_rules"] is { } given)
        {
            var rules = FilterRules.Parse(given, plural, Filtered[plural].Attributes);
            var types = rules.Select(rule => (string)rule["type"]!).ToList();
            row["value"] =
                new JArray(row.Items("value").Where(rule => !types.Contains(rule.Text("type")!)).Concat(rules));
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }
}
