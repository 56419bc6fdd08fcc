using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Simulator.Archives;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Blueprints.</summary>
internal static class BlueprintsApi
{
    private const string Kind = "Blueprint";
    private const string UrlArgument = "blueprint_archive_url";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "blueprints", "blueprint_list", call =>
            FiltersApi.List(call, "blueprints", ResourceType.Blueprint, call.State.Blueprints)),
        new("GET", "blueprints/{id}", "blueprint_get", Get),
        new("PUT", "blueprints/{id}", "blueprint_upload", Upload) { UrlArgument = UrlArgument },
        new("DELETE", "blueprints/{id}", "blueprint_delete", Delete),
        new("GET", "blueprints/{id}/archive", "blueprint_download", Download),
        new("PATCH", "blueprints/{id}", "blueprint_upload", Update) { Since = new(6, 0), OnlyV31Since = new(4, 0) },
        new("PUT", "blueprints/{id}/validate", "blueprint_upload", Validate)
            { Since = new(5, 2), OnlyV31Since = new(4, 0), UrlArgument = UrlArgument },
        new("PATCH", "blueprints/{id}/set-visibility", "resource_set_visibility", SetVisibility)
            { Since = new(4, 2), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse Get(RequestContext call) => Show(call, RowVisibility.Get(call, call.State.Blueprints, Kind, call["id"]));

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Blueprint.Show(call, row), status);

    private static ApiResponse Upload(RequestContext call)
    {
        var id = RequestContext.Valid("blueprint_id", call["id"], anyStart: call.IsManager(6, 0));
        Uploads.CheckSource(call, UrlArgument);
        var arguments = Uploads.Arguments(call);
        var visibility = call.Visibility(arguments.Text("visibility"));
        var old = RowVisibility.Find(call, call.State.Blueprints, id);
        if (old is not null && !IsFailed(old))
        {
            throw new ManagerErrorException(
                409, "conflict_error",
                $"blueprint with id={id} already exists on tenant {call.Tenant} or with global visibility");
        }

        if (old is not null)
        {
            Remove(call, old);
        }

        var mainFile = arguments.Text("application_file_name");
        var row = NewRow(call, id, visibility, mainFile);
        row["labels"] = arguments.Text("labels") is { } labels
            ? Labels.FromQuery(call, labels)
            : Labels.Parse(call, arguments["labels"]);
        call.State.Blueprints.Add(row);
        var isAsync = call.IsV31
            && (arguments.Flag("async_upload") || arguments.Text("async_upload") is { Length: > 0 });
        if (!call.IsManager(5, 2))
        {
            return ParseAtOnce(call, row, mainFile);
        }

        var execution = AddExecution(call, row, mainFile, validateOnly: false);
        try
        {
            Store(call, row);
        }
        catch (Exception error) when (error is ManagerErrorException or InvalidDataException)
        {
            Fail(row, "failed_uploading", call.Request.Download?.Error ?? error.Message);
            if (call.Request.Download is not null)
            {
                call.Manager.Engine.SetStatus(execution, ExecutionStatus.Failed, error.Message);
            }

            // Otherwise the manager gives up before it begins, and leaves its execution pending.
            throw error is ManagerErrorException refusal ? Refused(call, row, refusal) : new InvalidDataException(error.Message, error);
        }

        if (isAsync)
        {
            row["state"] = "uploading";
            call.Manager.Engine.StartSystem(execution, () => Parse(call, row, mainFile));
            return Show(call, row, 201);
        }

        try
        {
            call.Manager.RunNow(execution, () => Parse(call, row, mainFile));
        }
        catch (Exception error) when (error is DslException or ManagerErrorException)
        {
            throw Refused(call, row, error);
        }

        return Show(call, row, 201);
    }

    /// <summary>Before 5.2 a blueprint is parsed without an execution, and leaves nothing behind when it cannot be.</summary>
    private static ApiResponse ParseAtOnce(RequestContext call, JObject row, string? mainFile)
    {
        try
        {
            Store(call, row);
            Parse(call, row, mainFile);
            return Show(call, row, 201);
        }
        catch (Exception error) when (error is DslException or ManagerErrorException or InvalidDataException)
        {
            Remove(call, row);
            throw error switch
            {
                DslException => new ManagerErrorException(
                    400, "invalid_blueprint_error", $"Invalid blueprint - {error.Message}"),
                ManagerErrorException refusal => refusal,
                _ => new InvalidDataException(error.Message, error),
            };
        }
    }

    private static JObject NewRow(RequestContext call, string id, string visibility, string? mainFile)
    {
        var row = call.NewRow(visibility, "id", id);
        row["updated_at"] = row["created_at"];
        row["main_file_name"] = mainFile ?? "";
        row["is_hidden"] = false;
        row["state"] = "pending";
        return row;
    }

    private static JObject AddExecution(RequestContext call, JObject row, string? mainFile, bool validateOnly)
    {
        var execution = call.Manager.AddExecution(
            call, "upload_blueprint",
            new JObject
            {
                ["blueprint_id"] = row["id"],
                ["app_file_name"] = mainFile ?? "",
                ["url"] = Uploads.Url(call.Request, UrlArgument),
                ["file_server_root"] = "/opt/manager/resources",
                ["marketplace_api_url"] = "https://marketplace.cloudify.co",
                ["validate_only"] = validateOnly,
                ["labels"] = validateOnly ? null : Uploads.Arguments(call)["labels"] ?? new JArray(),
            },
            deployment: null, isSystem: false);
        execution["allow_custom_parameters"] = true;
        row["upload_execution"] = execution["id"];
        return execution;
    }

    private static void Store(RequestContext call, JObject row)
    {
        var archive = Uploads.Read(call, UrlArgument);
        call.State.Files[FileKey(row)] = new StoredFile($"{row.Id()}.{Uploads.Extension(archive)}", archive);
        _ = Uploads.Files(archive);
    }

    private static void Parse(RequestContext call, JObject row, string? mainFile)
    {
        try
        {
            var files = Uploads.Files(call.State.Files[FileKey(row)].Content);
            var name = mainFile is { Length: > 0 } ? mainFile : "blueprint.yaml";
            if (!files.ContainsKey(name))
            {
                Fail(row, "failed_extracting", $"{name} does not exist in the application directory");
                throw new DslException($"{name} does not exist in the application directory");
            }

            row["main_file_name"] = name;
            var plan = BlueprintPlanner.Plan(files, name, Options(call));
            row["plan"] = plan;
            row["description"] = plan["description"];
            row["requirements"] = plan["requirements"];
            foreach (var label in plan.Map("blueprint_labels").Properties())
            {
                foreach (var value in ((JObject)label.Value).Texts("values"))
                {
                    ((JArray)row["labels"]!).Add(Labels.New(call, label.Name, value));
                }
            }

            row["state"] = "uploaded";
        }
        catch (DslException error) when (row.Text("state") != "failed_extracting")
        {
            Fail(row, "invalid", $"Invalid blueprint - {error.Message}");
            throw;
        }
        finally
        {
            row["updated_at"] = call.Now;
        }
    }

    private static PlanningOptions Options(RequestContext call) => new()
    {
        Plugins =
        [
            .. RowVisibility.Rows(call, call.State.Plugins)
                .Where(plugin => call.State.Files.ContainsKey(PluginsApi.YamlKey(plugin)))
                .Select(plugin => new PluginDescription(
                    plugin.Text("package_name")!, plugin.Text("package_version") ?? "",
                    System.Text.Encoding.UTF8.GetString(call.State.Files[PluginsApi.YamlKey(plugin)].Content))),
        ],
        FindBlueprint = id => RowVisibility.Find(call, call.State.Blueprints, id) is { } other
            && call.State.Files.TryGetValue(FileKey(other), out var archive)
                ? new ImportedBlueprint(
                    ArchiveReader.ReadBlueprint(archive.Content), other.Text("main_file_name") ?? "blueprint.yaml")
                : null,
    };

    private static void Fail(JObject row, string state, string error)
    {
        row["state"] = state;
        row["error"] = error;
        row["error_traceback"] = $"Traceback (most recent call last):\n{error}\n";
    }

    private static ManagerErrorException Refused(RequestContext call, JObject row, Exception error)
    {
        var isFormat = error is ManagerErrorException && Uploads.Url(call.Request, UrlArgument) is null;
        return isFormat
            ? (ManagerErrorException)error
            : new ManagerErrorException(
                400, "invalid_blueprint_error",
                row.Text("state") == "invalid"
                    ? $"Blueprint `{row.Id()}` is invalid. Error: {row.Text("error")}"
                    : $"Blueprint `{row.Id()}` has {row.Text("state")!.Replace('_', ' ')}. Error: {row.Text("error")}");
    }

    private static ApiResponse Validate(RequestContext call)
    {
        var row = NewRow(call, RequestContext.Valid("blueprint_id", call["id"], anyStart: true), "tenant", mainFile: "");
        row["state"] = "validating";
        row["main_file_name"] = null;
        row["labels"] = new JArray();
        row["updated_at"] = null;
        var mainFile = call.Query("application_file_name") ?? "";
        var execution = AddExecution(call, row, mainFile, validateOnly: true);
        var files = Uploads.Files(Uploads.Read(call, UrlArgument));
        call.Manager.Engine.StartSystem(
            execution,
            () => BlueprintPlanner.Plan(files, mainFile.Length > 0 ? mainFile : "blueprint.yaml", Options(call)));
        return Show(call, row, 201);
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Properties().Select(p => p.Name).FirstOrDefault(name => name is not ("labels" or "visibility"
            or "description" or "creator" or "created_at")) is { } unknown)
        {
            throw RequestContext.Bad($"Unknown parameters: {unknown}");
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
        RequestContext.Widen(row, call["id"], visibility);
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

    private static void Remove(RequestContext call, JObject row)
    {
        call.State.Blueprints.Remove(row);
        call.State.Files.Remove(FileKey(row));
    }

    private static bool IsFailed(JObject row) => row.Text("state") is { } state
        && (state == "invalid" || state.StartsWith("failed_", StringComparison.Ordinal));

    private static string FileKey(JObject row) => $"blueprints/{row.Tenant()}/{row.Id()}";
}
