using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>sites</c> endpoints.</summary>
internal static class SitesApi
{
    private const string Kind = "Site";
    private static readonly Version First = new(5, 0);

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "sites", "site_list", call =>
            ListResponse.List(call, ResourceType.Site, RowVisibility.Rows(call, call.State.Sites)))
            { Since = First, OnlyV31Since = First },
        new("GET", "sites/{name}", "site_get", call =>
            Show(call, RowVisibility.Get(call, call.State.Sites, Kind, call["name"])))
            { Since = First, OnlyV31Since = First },
        new("PUT", "sites/{name}", "site_create", Create) { Since = First, OnlyV31Since = First },
        new("POST", "sites/{name}", "site_update", Update) { Since = First, OnlyV31Since = First },
        new("DELETE", "sites/{name}", "site_delete", Delete) { Since = First, OnlyV31Since = First },
    ];

    private static ApiResponse Show(RequestContext call, JObject row) =>
        ApiResponse.Json(ResourceType.Site.Show(call, row));

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var name = Arguments.Valid("name", call["name"]);
        var row = call.NewRow(VisibilityRules.ForNew(call, body.Text("visibility")), "name", name);
        Locate(row, body.Text("location"));
        return RowVisibility.Find(call, call.State.Sites, name) is null
            ? Show(call, call.State.Sites.Add(row))
            : throw Refusal.Exists(call.Tenant, Kind, name);
    }

    private static void Locate(JObject row, string? location)
    {
        if (location is null)
        {
            return;
        }

        var parts = location.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
                ? degrees
                : double.NaN).ToList();
        if (parts.Count != 2 || parts.Any(double.IsNaN))
        {
            throw Refusal.BadParameters(
                $"Invalid location `{location}`, the format is expected to be \"latitude,longitude\" such as "
                + "\"32.071072,34.787274\"");
        }

        row["latitude"] = parts[0];
        row["longitude"] = parts[1];
        row["location"] =
            string.Join(", ", parts.Select(part => new JValue(part).ToString(Newtonsoft.Json.Formatting.None)));
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var row = RowVisibility.GetToChange(call, call.State.Sites, Kind, call["name"]);
        Locate(row, body.Text("location"));
        if (body.Text("new_name") is { } name)
        {
            call.State.Sites.Rename(row, () => row["name"] = Arguments.Valid("new_name", name));
            foreach (var deployment in call.State.Deployments.Rows
                .Where(deployment => deployment.Text("site_name") == call["name"]))
            {
                deployment["site_name"] = name;
            }
        }

        return Show(call, row);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        call.State.Sites.Remove(RowVisibility.GetToChange(call, call.State.Sites, Kind, call["name"]));
        return ApiResponse.NoContent();
    }
}
