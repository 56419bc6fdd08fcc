using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>snapshots</c> endpoints. A snapshot contains the state of the simulated manager.</summary>
internal static class SnapshotsApi
{
    private const string Kind = "Snapshot";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "snapshots", "snapshot_list", call =>
            ListResponse.List(call, ResourceType.Snapshot, RowVisibility.Rows(call, call.State.Snapshots))),
        new("GET", "snapshots/{id}", "snapshot_get", call => Show(call, Find(call))),
        new("PUT", "snapshots/{id}", "snapshot_create", Create),
        new("DELETE", "snapshots/{id}", "snapshot_delete", Delete),
        new("PATCH", "snapshots/{id}", "snapshot_status_update", Update),
        new("GET", "snapshots/{id}/archive", "snapshot_download", Download),
        new("PUT", "snapshots/{id}/archive", "snapshot_upload", Upload) { UrlArgument = "snapshot_archive_url" },
        new("POST", "snapshots/{id}/restore", "snapshot_restore", Restore),
        new("GET", "snapshot-status", null, call => ApiResponse.Json(new JObject
        {
            ["status"] = call.Manager.IsRestoring ? "running" : "not-running",
        })) { Since = new(5, 0, 5), OnlyV31Since = new(4, 0), IsAnonymous = true },
    ];

    private static JObject Configuration() => new()
    {
        ["file_server_root"] = "/opt/manager/resources",
        ["created_status"] = "created",
        ["failed_status"] = "failed",
        ["default_tenant_name"] = ManagerContext.DefaultTenant,
    };

    private static JObject Find(RequestContext call) => RowVisibility.Get(call, call.State.Snapshots, Kind, call["id"]);

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Snapshot.Show(call, row), status);

    private static JObject Add(RequestContext call, string status)
    {
        var row = call.NewRow("private", "id", Arguments.Valid("snapshot_id", call["id"]));
        row["status"] = status;
        row["error"] = "";
        return call.State.Snapshots.Add(row);
    }

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var id = Arguments.Valid("snapshot_id", call["id"]);
        if (RowVisibility.Find(call, call.State.Snapshots, id) is not null)
        {
            throw Refusal.Exists(call.Tenant, Kind, id);
        }

        var parameters = CreationParameters(call, body);
        var running = call.State.Executions.Rows.FirstOrDefault(row => ExecutionStatus.IsActive(row.Text("status")));
        if (running is not null && !(call.IsManager(4, 5) && Arguments.Flag(body, "queue")))
        {
            throw new ManagerErrorException(
                400, "existing_running_execution_error",
                $"Cannot start execution because there are other executions running e.g.: {running.Id()}");
        }

        var snapshot = Add(call, "creating");
        var execution = ExecutionFactory.Add(
            call, "create_snapshot", parameters, deployment: null, isSystem: true,
            running is null ? ExecutionStatus.Pending : ExecutionStatus.Queued);
        call.Manager.Engine.StartSystem(execution, () =>
        {
            if (!call.Manager.Options.Premium && call.IsManager(7, 0) && !parameters.Flag("legacy"))
            {
                // The workflow of the community edition calls an endpoint of the premium edition.
                var refusal = Refusal.MissingPremium();
                snapshot["status"] = "failed";
                snapshot["error"] = $"{refusal.Status}: {refusal.Message}";
                throw refusal;
            }

            call.State.Files[FileKey(snapshot)] = new StoredFile($"{snapshot.Id()}.zip", call.State.Save());
            snapshot["status"] = "created";
        });
        return ApiResponse.Json(ResourceType.Execution.Show(call, execution), 201);
    }

    private static JObject CreationParameters(RequestContext call, JObject body)
    {
        var parameters = new JObject
        {
            ["snapshot_id"] = call["id"],
            ["include_credentials"] = Arguments.Flag(body, "include_credentials", fallback: true),
            ["config"] = Configuration(),
        };
        if (!call.IsManager(5, 0))
        {
            parameters["include_metrics"] = Arguments.Flag(body, "include_metrics");
        }

        if (call.IsManager(4, 3))
        {
            parameters["include_logs"] = Arguments.Flag(body, "include_logs", fallback: true);
            parameters["include_events"] = Arguments.Flag(body, "include_events", fallback: true);
        }

        if (call.IsManager(7, 0))
        {
            parameters["tempdir_path"] = body["tempdir_path"];
            parameters["legacy"] = Arguments.Flag(body, "legacy");
            parameters["listener_timeout"] = body["listener_timeout"];
        }

        return parameters;
    }

    private static ApiResponse Upload(RequestContext call)
    {
        var content = Uploads.Read(call, "snapshot_archive_url");
        var old = RowVisibility.Find(call, call.State.Snapshots, call["id"]);
        if (old is not null)
        {
            // A manager keeps the first snapshot and returns one without attributes.
            return Show(call, new JObject { ["visibility"] = null }, 201);
        }

        var row = Add(call, "uploaded");
        call.State.Files[FileKey(row)] = new StoredFile($"{row.Id()}.zip", content);
        return Show(call, row, 201);
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var row = Find(call);
        row["status"] = Arguments.Required(body, "status");
        row["error"] = body["error"] ?? "";
        return ApiResponse.Json(JValue.CreateNull());
    }

    private static ApiResponse Download(RequestContext call)
    {
        var row = Find(call);
        if (row.Text("status") == "failed")
        {
            throw new ManagerErrorException(400, "snapshot_action_error", "Failed snapshot cannot be downloaded");
        }

        return call.State.Files.TryGetValue(FileKey(row), out var file)
            ? ApiResponse.File(file.Content, file.Name)
            : throw new ManagerErrorException(404, "not_found_error", "");
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = Find(call);
        if (row.Text("status") == "creating")
        {
            throw new ManagerErrorException(
                400, "snapshot_action_error",
                $"Cannot delete snapshot `{row.Id()}` which has an active `create_snapshot` execution");
        }

        call.State.Snapshots.Remove(row);
        call.State.Files.Remove(FileKey(row));
        return Show(call, row);
    }

    private static ApiResponse Restore(RequestContext call)
    {
        var body = call.Body();
        var row = Find(call);
        if (!call.IsManager(6, 0) && body["recreate_deployments_envs"] is null)
        {
            throw Refusal.BadParameters("Missing recreate_deployments_envs in json request body");
        }

        if (!call.IsManager(4, 1))
        {
            _ = Arguments.Required(body, "tenant_name");
        }

        // A manager does not check this and returns 500.
        _ = body["force"] ?? throw new KeyNotFoundException("force");
        if (Arguments.Flag(body, "no_reboot") && !Arguments.Flag(body, "restore_certificates"))
        {
            throw Refusal.BadParameters("`no_reboot` is only relevant when `restore_certificates` is activated");
        }

        if (body["timeout"] is { Type: not JTokenType.Integer } timeout)
        {
            throw Refusal.BadParameters($"invalid parameter, should be int, got: {timeout}");
        }

        var hasDeployments = call.State.Deployments.Rows.Count > 0;
        if (!call.IsManager(6, 0) && hasDeployments && !Arguments.Flag(body, "force"))
        {
            throw new ManagerErrorException(
                400, "snapshot_action_error",
                "Snapshot restoration on a dirty manager is not permitted without the `force` flag");
        }

        var execution = ExecutionFactory.Add(
            call, "restore_snapshot",
            new JObject
            {
                ["snapshot_id"] = row["id"], ["config"] = Configuration(), ["force"] = Arguments.Flag(body, "force"),
                ["timeout"] = body["timeout"] ?? 300,
                ["restore_certificates"] = Arguments.Flag(body, "restore_certificates"),
                ["no_reboot"] = Arguments.Flag(body, "no_reboot"), ["premium_enabled"] = call.Manager.Options.Premium,
                ["user_is_bootstrap_admin"] = call.UserName == call.Manager.Options.AdminUserName,
            },
            deployment: null, isSystem: true);
        call.Manager.Engine.StartSystem(
            execution, () => Restore(call.Manager, row, execution), () => call.Manager.BeginRestore(execution));

        // A manager returns the execution with the attributes of a snapshot.
        return Show(call, execution);
    }

    private static void Restore(ManagerContext manager, JObject snapshot, JObject execution)
    {
        manager.State.Restore(manager.State.Files[FileKey(snapshot)].Content);
        if (manager.State.Executions.Find(execution.Tenant(), execution.Id()) is { } old)
        {
            manager.State.Executions.Remove(old);
        }

        manager.State.Executions.Add(execution);
        manager.Engine.Reset(execution);
    }

    private static string FileKey(JObject row) => $"snapshots/{row.Tenant()}/{row.Id()}";
}
