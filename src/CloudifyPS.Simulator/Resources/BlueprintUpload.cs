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

/// <summary>Uploads, validates and plans blueprints: <c>PUT blueprints/{id}</c> and its <c>validate</c>.</summary>
internal static class BlueprintUpload
{
    public const string UrlArgument = "blueprint_archive_url";

    public static ApiResponse Upload(RequestContext call)
    {
        var id = Arguments.Valid("blueprint_id", call["id"], anyStart: call.IsManager(6, 0));
        Uploads.CheckSource(call, UrlArgument);
        var arguments = UploadArguments.Read(call.Request);
        if (arguments["application_file_name"] is { Type: not (JTokenType.String or JTokenType.Null) })
        {
            // A manager does not check the type and returns 500.
            throw new InvalidOperationException("The name of the main file is not text.");
        }

        var visibility = VisibilityRules.ForNew(call, arguments.Text("visibility"));
        var labels = Labels.FromUpload(call, arguments["labels"]);
        var old = RowVisibility.Find(call, call.State.Blueprints, id);
        if (old is not null && !IsFailed(old))
        {
            throw Refusal.Conflict(
                $"blueprint with id={id} already exists on tenant {call.Tenant} or with global visibility");
        }

        if (old is not null)
        {
            BlueprintsApi.Remove(call, old);
        }

        var mainFile = arguments.Text("application_file_name");
        var row = NewRow(call, id, visibility, mainFile);
        row["labels"] = labels;
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
        catch (Exception error)
        {
            Fail(row, "failed_uploading", call.Request.Download?.Error ?? error.Message);
            if (call.Request.Download is not null)
            {
                call.Manager.Engine.SetStatus(execution, ExecutionStatus.Failed, error.Message);
            }

            // Without a URL the manager fails before it starts the execution, which stays pending.
            throw error is ManagerErrorException refusal
                ? Refused(call, row, refusal)
                : new InvalidDataException(error.Message, error);
        }

        if (isAsync)
        {
            row["state"] = "uploading";
            call.Manager.Engine.StartSystem(execution, () => Parse(call, row, mainFile));
            return BlueprintsApi.Show(call, row, 201);
        }

        try
        {
            ExecutionFactory.RunNow(call.Manager, execution, () => Parse(call, row, mainFile));
        }
        catch (Exception error) when (error is DslException or ManagerErrorException)
        {
            throw Refused(call, row, error);
        }

        return BlueprintsApi.Show(call, row, 201);
    }

    /// <summary>Parses a blueprint without an execution, as before 5.2. Nothing remains of an invalid one.</summary>
    private static ApiResponse ParseAtOnce(RequestContext call, JObject row, string? mainFile)
    {
        try
        {
            Store(call, row);
            Parse(call, row, mainFile);
            return BlueprintsApi.Show(call, row, 201);
        }
        catch (Exception error) when (error is DslException or ManagerErrorException or InvalidDataException)
        {
            BlueprintsApi.Remove(call, row);
            throw error switch
            {
                DslException when row.Text("state") == "failed_extracting" => Refusal.BadParameters(error.Message),
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
        var execution = ExecutionFactory.Add(
            call, "upload_blueprint",
            new JObject
            {
                ["blueprint_id"] = row["id"],
                ["app_file_name"] = mainFile ?? "",
                ["url"] = UploadArguments.Url(call.Request, UrlArgument),
                ["file_server_root"] = "/opt/manager/resources",
                ["marketplace_api_url"] = "https://marketplace.cloudify.co",
                ["validate_only"] = validateOnly,
                ["labels"] = validateOnly ? null : UploadArguments.Read(call.Request)["labels"] ?? new JArray(),
            },
            deployment: null, isSystem: false);
        execution["allow_custom_parameters"] = true;
        row["upload_execution"] = execution["id"];
        return execution;
    }

    private static void Store(RequestContext call, JObject row)
    {
        var archive = Uploads.Read(call, UrlArgument);
        call.State.Files[BlueprintsApi.FileKey(row)] =
            new StoredFile($"{row.Id()}.{Uploads.Extension(archive)}", archive);
        Uploads.Check(archive);
    }

    /// <summary>Returns the files of a blueprint and the name of its main file.</summary>
    private static (IReadOnlyDictionary<string, byte[]> Files, string MainFile) Extract(
        byte[] archive, string? mainFile)
    {
        IReadOnlyDictionary<string, byte[]> files;
        try
        {
            files = Uploads.Files(archive);
        }
        catch (ArchiveException error)
        {
            throw new DslException(error.Message);
        }

        var name = mainFile is { Length: > 0 } ? mainFile : "blueprint.yaml";
        return files.ContainsKey(name) ? (files, name)
            : throw new DslException(mainFile is { Length: > 0 }
                ? $"{name} does not exist in the application directory"
                : $"Application directory is missing {name} and application_file_name query parameter was not passed");
    }

    private static void Parse(RequestContext call, JObject row, string? mainFile)
    {
        IReadOnlyDictionary<string, byte[]> files;
        string name;
        try
        {
            (files, name) = Extract(call.State.Files[BlueprintsApi.FileKey(row)].Content, mainFile);
        }
        catch (DslException error)
        {
            Fail(row, "failed_extracting", error.Message);
            throw;
        }

        try
        {
            var plan = BlueprintPlanner.Plan(files, name, Options(call));
            row["main_file_name"] = name;
            row["plan"] = plan;
            row["description"] = plan["description"];
            row["requirements"] = plan["requirements"];
            Labels.AddFromPlan(call, (JArray)row["labels"]!, plan.Map("blueprint_labels"));
            row["state"] = "uploaded";
        }
        catch (DslException error) when (error.Error is not (DslError.FailedParsing or DslError.ExceededBudget))
        {
            Fail(row, "invalid", $"Invalid blueprint - {error.Message}");
            throw;
        }
        catch (ManagerErrorException error)
        {
            Fail(row, "failed_uploading", $"Failed uploading blueprint - {error.Message}");
            throw;
        }
        catch (Exception error)
        {
            // A manager, too, reports every exception of its parser as the reason of the failure.
            Fail(row, "failed_parsing", $"Failed parsing blueprint - {error.Message}");
            throw error as DslException ?? new DslException(DslError.FailedParsing, error.Message);
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
        Download = ImportDownload.Get,
        FindBlueprint = id => RowVisibility.Find(call, call.State.Blueprints, id) is { } other
            && call.State.Files.TryGetValue(BlueprintsApi.FileKey(other), out var archive)
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
        var isFormat = error is ManagerErrorException && UploadArguments.Url(call.Request, UrlArgument) is null;
        return isFormat
            ? (ManagerErrorException)error
            : new ManagerErrorException(
                400, "invalid_blueprint_error",
                row.Text("state") == "invalid"
                    ? $"Blueprint `{row.Id()}` is invalid. Error: {row.Text("error")}"
                    : $"Blueprint `{row.Id()}` has {row.Text("state")!.Replace('_', ' ')}. Error: {row.Text("error")}");
    }

    public static ApiResponse Validate(RequestContext call)
    {
        var row = NewRow(call, Arguments.Valid("blueprint_id", call["id"]), "tenant", mainFile: "");
        row["state"] = "validating";
        row["main_file_name"] = null;
        row["labels"] = new JArray();
        row["updated_at"] = null;
        var mainFile = call.Query("application_file_name") ?? "";
        var execution = AddExecution(call, row, mainFile, validateOnly: true);
        var archive = Uploads.Read(call, UrlArgument);
        Uploads.Check(archive);
        call.Manager.Engine.StartSystem(
            execution,
            () =>
            {
                var (files, name) = Extract(archive, mainFile);
                BlueprintPlanner.Plan(files, name, Options(call));
            });
        return BlueprintsApi.Show(call, row, 201);
    }

    private static bool IsFailed(JObject row) => row.Text("state") is { } state
        && (state == "invalid" || state.StartsWith("failed_", StringComparison.Ordinal));
}
