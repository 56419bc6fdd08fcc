using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Executions.</summary>
internal static class ExecutionsApi
{
    private const string Kind = "Execution";
    private static readonly (string Name, Version Since)[] Actions =
    [
        ("cancel", new(4, 0)), ("force-cancel", new(4, 0)), ("kill", new(4, 4)), ("resume", new(4, 6)),
        ("force-resume", new(4, 6)), ("requeue", new(5, 1)),
    ];

    private const string ScheduleFormat = "yyyyMMddHHmmzzz";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "executions", "execution_list", List),
        new("GET", "executions/{id}", "execution_get", Get),
        new("GET", "executions/{id}/should-start", "execution_should_start", _ =>
            throw new InvalidOperationException("A manager fails here: it calls itself with one argument too many."))
            { Since = new(4, 6), OnlyV31Since = new(4, 0) },
        new("POST", "executions", "execution_start", Start),
        new("POST", "executions/{id}", "execution_cancel", Act),
        new("PATCH", "executions/{id}", "execution_status_update", Update),
        new("DELETE", "executions", "execution_delete", Delete) { Since = new(5, 1), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse List(RequestContext call)
    {
        if (!call.IsManager(4, 2) && call.Query("deployment_id") is { } deployment)
        {
            _ = RowVisibility.Get(call, call.State.Deployments, "Deployment", deployment);
        }

        var all = call.Flag("_include_system_workflows") || call.Query("is_system_workflow") is not null;
        return ListResponse.List(
            call, ResourceType.Execution,
            RowVisibility.Rows(call, call.State.Executions).Where(row => all || !row.Flag("is_system_workflow")));
    }

    private static ApiResponse Get(RequestContext call) => Show(call, RowVisibility.Get(call, call.State.Executions, Kind, call["id"]));

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Execution.Show(call, row), status);

    private static ApiResponse Start(RequestContext call)
    {
        var body = call.Body();
        var workflowId = RequestContext.Required(body, "workflow_id");
        var deploymentId = RequestContext.Required(body, "deployment_id");
        var allowCustom = RequestContext.Flag(body, "allow_custom_parameters");
        var force = RequestContext.Flag(body, "force");
        var dryRun = call.IsManager(4, 4) && RequestContext.Flag(body, "dry_run");
        var canQueue = call.IsManager(4, 5);
        var queue = canQueue && RequestContext.Flag(body, "queue");
        if (body["parameters"] is { Type: not (JTokenType.Object or JTokenType.Null) } wrong)
        {
            throw RequestContext.Bad(
                $"request body's 'parameters' field must be a dict but is of type {RequestContext.TypeName(wrong)}");
        }

        var scheduled = Schedule(call, call.IsManager(4, 6) ? body.Text("scheduled_time") : null);
        var deployment = RowVisibility.Get(call, call.State.Deployments, "Deployment", deploymentId);
        var others = Others(call, deployment);
        CheckEnvironment(others, force);
        var workflow = WorkflowDeclaration.Find(deployment, workflowId)
            ?? throw new ManagerErrorException(
                400, "nonexistent_workflow_error",
                $"Workflow {workflowId} does not exist in the deployment {deploymentId}");
        var parameters = WorkflowParameters.Merge(workflow, body["parameters"] as JObject, allowCustom);
        if (call.IsV31 && call.IsManager(6, 0) && !force && !dryRun && scheduled is null && others.Count == 0
            && body["force_status"] is null
            && !WorkflowAvailability.IsAvailable(
                workflow, call.Manager.Store.NodesOf(call.Tenant, deploymentId),
                call.Manager.Store.NodeInstancesOf(call.Tenant, deploymentId)))
        {
            throw new ManagerErrorException(
                400, "unavailable_workflow_error", $"Workflow not available: {workflowId}");
        }

        var blocking = others
            .Concat(call.State.Executions.Rows.Where(row => row.Flag("is_system_workflow")
                && ExecutionStatus.IsActive(row.Text("status"))))
            .ToList();
        var status = scheduled is not null ? ExecutionStatus.Scheduled
            : blocking.Count == 0 || force ? ExecutionStatus.Pending
            : queue || (canQueue && blocking.Any(row => row.Flag("is_system_workflow"))) ? ExecutionStatus.Queued
            : throw new ManagerErrorException(
                400, "existing_running_execution_error",
                "The following executions are currently running for this deployment: "
                + $"[{string.Join(", ", blocking.Select(row => $"<Execution id=`{row.Id()}`>"))}]. "
                + "To execute this workflow anyway, pass \"force=true\" as a query parameter to this request");
        if (scheduled is { } time && call.IsManager(5, 2))
        {
            SchedulesApi.Add(call, deployment, workflowId, body, parameters, time);

            // There is no execution yet that could be shown.
            return Show(
                call,
                new JObject
                {
                    ["status"] = status, ["status_display"] = status, ["total_operations"] = 0, ["finished_operations"] = 0,
                    ["allow_custom_parameters"] = allowCustom,
                },
                201);
        }

        var row = call.Manager.AddExecution(call, workflowId, parameters, deployment, isSystem: false, status);
        row["is_dry_run"] = dryRun;
        row["allow_custom_parameters"] = allowCustom;
        row["scheduled_for"] = scheduled?.ToTimestamp();
        TimeSpan? waitAfterFail = body["wait_after_fail"] is JValue { Type: JTokenType.Integer } seconds
            ? TimeSpan.FromSeconds((double)seconds)
            : null;
        if (body.Text("force_status") is { } forced)
        {
            call.Manager.Engine.SetStatus(row, forced);
        }
        else
        {
            call.Manager.Engine.Start(row, waitAfterFail);
        }

        return Show(call, row, 201);
    }

    private static List<JObject> Others(RequestContext call, JObject deployment) =>
    [
        .. call.State.Executions.Rows.Where(row => row.Text("deployment_id") == deployment.Id()
            && row.Tenant() == deployment.Tenant() && (ExecutionStatus.IsActive(row.Text("status"))
                || row.Text("status") == ExecutionStatus.Queued)),
    ];

    /// <summary>Nothing runs in a deployment whose environment is not there yet.</summary>
    private static void CheckEnvironment(List<JObject> others, bool force)
    {
        if (force || others.FirstOrDefault(row => row.Text("workflow_id") == "create_deployment_environment") is not { } creation)
        {
            return;
        }

        throw creation.Text("status") == ExecutionStatus.Pending
            ? new ManagerErrorException(
                400, "deployment_environment_creation_pending_error",
                "Deployment environment creation is still pending, try again in a minute")
            : new ManagerErrorException(
                400, "deployment_environment_creation_in_progress_error",
                "Deployment environment creation is still in progress, try again in a minute");
    }

    private static DateTimeOffset? Schedule(RequestContext call, string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(
            text, ScheduleFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new ManagerErrorException(
                call.IsManager(6, 0) ? 500 : 400, call.IsManager(6, 0) ? "internal_server_error" : "bad_parameters_error",
                $"Internal error occurred in manager REST server - ValueError: {text} is no time");
        }

        return time > call.Manager.Now
            ? time
            : throw RequestContext.Bad(
                $"Date `{text}` has already passed, please provide valid date. \nExpected format: YYYYMMDDHHMM+HHMM or "
                + "YYYYMMDDHHMM-HHMM i.e: 201801012230-0500 (Jan-01-18 10:30pm EST)");
    }

    private static ApiResponse Act(RequestContext call)
    {
        var action = RequestContext.Required(call.Body(), "action");
        var known = Actions.Where(known => call.Manager.Version >= known.Since).Select(known => known.Name).ToList();
        if (!known.Contains(action))
        {
            throw RequestContext.Bad(
                $"Invalid action: {action}, Valid action values are: {PythonValue.Repr(new JArray(known))}");
        }

        var row = RowVisibility.Find(call, call.State.Executions, call["id"])
            ?? throw new ManagerErrorException(
                404, "not_found_error", $"Requested `Execution` ['{call["id"]}'] was not found");
        switch (action)
        {
            case "cancel":
                call.Manager.Engine.Cancel(row, CancelKind.Cancel);
                break;
            case "force-cancel":
                call.Manager.Engine.Cancel(row, CancelKind.ForceCancel);
                break;
            case "kill":
                call.Manager.Engine.Cancel(row, CancelKind.Kill);
                break;
            case "resume" or "force-resume":
                call.Manager.Engine.Resume(row, action == "force-resume");
                break;
            default:
                throw new ManagerErrorException(
                    400, "illegal_action_error",
                    $"Can't cancel execution {row.Id()} because it's in status {row.Text("status")}");
        }

        return Show(call, row);
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var status = RequestContext.Required(body, "status");
        var row = RowVisibility.GetToChange(call, call.State.Executions, Kind, call["id"]);
        var current = row.Text("status")!;
        if (!ExecutionStatus.MayBecome(row.Text("workflow_id")!, current, status))
        {
            throw new ManagerErrorException(
                400, "invalid_exception_status_update",
                $"Invalid relationship - can't change status from {current} to {status} for \"{row.Id()}\" execution "
                + $"while running \"{row.Text("workflow_id")}\" workflow.");
        }

        call.Manager.Engine.SetStatus(row, status, body.Text("error") ?? "");
        return Show(call, row);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var body = call.Body();
        var wished = call.Queries("status");
        if (wished.Where(status => !ExecutionStatus.IsEnd(status)).ToList() is { Count: > 0 } wrong)
        {
            throw RequestContext.Bad(
                $"Can't filter by execution status `{PythonValue.Repr(new JArray(wrong))}`. "
                + "Allowed statuses are: ['terminated', 'failed', 'cancelled']");
        }

        if (body["keep_last"] is { } keepLast && (keepLast.Type != JTokenType.Integer || (int)keepLast <= 0))
        {
            throw RequestContext.Bad($"`keep_last` must be an integer greater than 0. got {keepLast} instead.");
        }

        var ended = call.State.Executions.Rows
            .Where(row => row.Tenant() == call.Tenant && ExecutionStatus.IsEnd(row.Text("status"))
                && (wished.Count == 0 || wished.Contains(row.Text("status")!))
                && !call.State.Deployments.Rows.Any(deployment => deployment.Text("create_execution") == row.Id())
                && (body.Time("to_datetime") is not { } until || row.Time("created_at") < until))
            .ToList();
        var kept = body["keep_last"] is { } keep ? (int)keep : 0;
        var gone = ended.Take(Math.Max(0, ended.Count - kept)).ToList();
        foreach (var row in gone)
        {
            call.State.Executions.Remove(row);
            call.Manager.Engine.Forget(row.Id());
            call.State.Events.RemoveAll(line => line.Text("execution_id") == row.Id());
        }

        return ApiResponse.Json(new JObject
        {
            ["metadata"] = new JObject { ["pagination"] = new JObject() },
            ["items"] = new JArray(new JObject { ["count"] = gone.Count }),
        });
    }
}
