using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>labels</c> endpoints: the labels that are in use, and the keys that are reserved.</summary>
internal static class LabelsApi
{
    private static readonly Version First = new(5, 2);

    private static readonly string[] Reserved =
    [
        "csys-consumer-id", "csys-env-type", "csys-environment", "csys-location-lat", "csys-location-long",
        "csys-location-name", "csys-obj-name", "csys-obj-parent", "csys-obj-type", "csys-wrcp-group-id",
        "csys-wrcp-services",
    ];

    public static IEnumerable<Route> Routes =>
        RoutesOf("blueprints", call => call.State.Blueprints)
            .Concat(RoutesOf("deployments", call => call.State.Deployments));

    private static IEnumerable<Route> RoutesOf(string plural, Func<RequestContext, Table> table)
    {
        IEnumerable<JObject> All(RequestContext call) =>
            RowVisibility.Rows(call, table(call)).SelectMany(row => row.Items("labels"));
        return
        [
            new("GET", $"labels/{plural}", "labels_list", call => call.Flag("_reserved")
                ? ListReserved()
                : List(call, All(call).Select(label => label.Text("key")!))) { Since = First, OnlyV31Since = First },
            new("GET", $"labels/{plural}/{{key}}", "labels_list", call => List(
                call, All(call).Where(label => label.Text("key") == call["key"]).Select(label => label.Text("value")!)))
                { Since = First, OnlyV31Since = First },
        ];
    }

    private static ApiResponse List(RequestContext call, IEnumerable<string> texts)
    {
        var part = call.Query("_search") ?? "";
        return ListResponse.Page(
            call,
            [
                .. texts.Distinct().Where(text => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                    .OrderBy(text => text, StringComparer.Ordinal),
            ],
            text => text);
    }

    private static ApiResponse ListReserved() => ApiResponse.Json(new JObject
    {
        ["metadata"] = new JObject
        {
            ["pagination"] =
                new JObject { ["total"] = Reserved.Length, ["size"] = ListResponse.PageSize, ["offset"] = 0 },
        },
        ["items"] = new JArray(Reserved),
    });
}
