using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>blueprints</c> endpoints.</summary>
internal static class BlueprintsApi
{
    private const string Kind = "Blueprint";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "blueprints", "blueprint_list", call =>
            FiltersApi.List(call, "blueprints", ResourceType.Blueprint, call.State.Blueprints)),
        new("GET", "blueprints/{id}", "blueprint_get", Get),
        new("PUT", "blueprints/{id}", "blueprint_upload", BlueprintUpload.Upload)
            { UrlArgument = BlueprintUpload.UrlArgument },
        new("DELETE", "blueprints/{id}", "blueprint_delete", Delete),
        new("GET", "blueprints/{id}/archive", "blueprint_download", Download),
        new("PATCH", "blueprints/{id}", "blueprint_upload", Update) { Since = new(6, 0), OnlyV31Since = new(4, 0) },
        new("PUT", "blueprints/{id}/validate", "blueprint_upload", BlueprintUpload.Validate)
            { Since = new(5, 2), OnlyV31Since = new(4, 0), UrlArgument = BlueprintUpload.UrlArgument },
        new("PATCH", "blueprints/{id}/set-visibility", "resource_set_visibility", SetVisibility)
            { Since = new(4, 2), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse Get(RequestContext call) =>
        Show(call, RowVisibility.Get(call, call.State.Blueprints, Kind, call["id"]));

    public static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Blueprint.Show(call, row), status);

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Properties().Select(p => p.Name).FirstOrDefault(name => name is not ("labels" or "visibility"
            or "description" or "creator" or "created_at")) is { } unknown)
        {
            throw Refusal.BadParameters($"Unknown parameters: {unknown}");
        }

        var row = RowVisibility.GetToChange(call, call.State.Blueprints, Kind, call["id"]);
        if (body["labels"] is { } labels)
        {
            row["labels"] = Labels.Parse(call, labels);
        }

        if (body["description"] is { } description)
        {
            row["description"] = description;
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Blueprints, Kind, call["id"]);
        VisibilityRules.Widen(row, call["id"], visibility);
        return Show(call, row);
    }

    private static ApiResponse Download(RequestContext call)
    {
        var row = RowVisibility.Get(call, call.State.Blueprints, Kind, call["id"]);
        return call.State.Files.TryGetValue(FileKey(row), out var file)
            ? ApiResponse.File(file.Content, file.Name)
            : throw new ManagerErrorException(404, "not_found_error", "");
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = RowVisibility.GetToChange(call, call.State.Blueprints, Kind, call["id"]);
        var users = call.State.Deployments.Rows.Where(deployment => deployment.Text("blueprint_id") == row.Id()
            && deployment.Tenant() == row.Tenant()).Select(deployment => deployment.Id()).ToList();
        if (users.Count > 0)
        {
            throw new ManagerErrorException(
                400, "dependent_exists_error",
                $"Can't delete blueprint {row.Id()} - There exist deployments for this blueprint; "
                + $"Deployments ids: {string.Join(",", users)}");
        }

        var shown = ResourceType.Blueprint.Show(call, row);
        Remove(call, row);
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : ApiResponse.Json(shown);
    }

    public static void Remove(RequestContext call, JObject row)
    {
        call.State.Blueprints.Remove(row);
        call.State.Files.Remove(FileKey(row));
    }

    /// <summary>Gets the key of a blueprint's archive in the stored files.</summary>
    public static string FileKey(JObject row) => $"blueprints/{row.Tenant()}/{row.Id()}";
}
