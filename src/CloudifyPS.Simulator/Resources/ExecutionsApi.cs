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

/// <summary>The <c>executions</c> endpoints.</summary>
internal static class ExecutionsApi
{
    private const string Kind = "Execution";
    private static readonly (string Name, Version Since)[] Actions =
    [
        ("cancel", new(4, 0)), ("force-cancel", new(4, 0)), ("kill", new(4, 4)), ("resume", new(4, 6)),
        ("force-resume", new(4, 6)), ("requeue", new(5, 1)),
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "executions", "execution_list", List),
        new("GET", "executions/{id}", "execution_get", Get),
        new("GET", "executions/{id}/should-start", "execution_should_start", call =>
        {
            _ = RowVisibility.Get(call, call.State.Executions, Kind, call["id"]);
            throw new InvalidOperationException("A manager 7.0.5 fails here.");
        })
            { Since = new(4, 6), OnlyV31Since = new(4, 0) },
        new("POST", "executions", "execution_start", ExecutionStart.Start),
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

    private static ApiResponse Get(RequestContext call) =>
        Show(call, RowVisibility.Get(call, call.State.Executions, Kind, call["id"]));

    public static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Execution.Show(call, row), status);

    private static ApiResponse Act(RequestContext call)
    {
        var action = Arguments.Required(call.Body(), "action");
        var known = Actions.Where(known => call.Manager.Version >= known.Since).Select(known => known.Name).ToList();
        if (!known.Contains(action))
        {
            throw Refusal.BadParameters(
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
                throw Refusal.IllegalAction(
                    $"Can't cancel execution {row.Id()} because it's in status {row.Text("status")}");
        }

        return Show(call, row);
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var status = Arguments.Required(body, "status");
        var row = RowVisibility.GetToChange(call, call.State.Executions, Kind, call["id"]);
        var current = row.Text("status")!;
        if (!ExecutionStatus.MayBecome(row.Text("workflow_id")!, current, status))
        {
            throw new ManagerErrorException(
                400, "invalid_exception_status_update",
                $"Invalid relationship - can't change status from {current} to {status} for \"{row.Id()}\" execution "
                + $"while running \"{row.Text("workflow_id")}\" workflow.");
        }

        call.Manager.Engine.Report(row, status, body.Text("error") ?? "");
        return Show(call, row);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var body = call.Body();
        var wished = call.Queries("status");
        if (wished.Where(status => !ExecutionStatus.IsEnd(status)).ToList() is { Count: > 0 } wrong)
        {
            throw Refusal.BadParameters(
                $"Can't filter by execution status `{PythonValue.Repr(new JArray(wrong))}`. "
                + "Allowed statuses are: ['terminated', 'failed', 'cancelled']");
        }

        if (body["keep_last"] is { } keepLast && (keepLast.Type != JTokenType.Integer || keepLast.ToInt() <= 0))
        {
            throw Refusal.BadParameters($"`keep_last` must be an integer greater than 0. got {keepLast} instead.");
        }

        var ended = call.State.Executions.Rows
            .Where(row => row.Tenant() == call.Tenant && ExecutionStatus.IsEnd(row.Text("status"))
                && (wished.Count == 0 || wished.Contains(row.Text("status")!))
                && !call.State.Deployments.Rows.Any(deployment => deployment.Text("create_execution") == row.Id())
                && (body.Time("to_datetime") is not { } until || row.Time("created_at") < until))
            .ToList();
        var kept = body["keep_last"] is { } keep ? keep.ToInt() : 0;
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
