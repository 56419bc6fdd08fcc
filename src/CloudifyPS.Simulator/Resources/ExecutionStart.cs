using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Starts, queues or schedules executions: <c>POST executions</c>.</summary>
internal static class ExecutionStart
{
    private const string ScheduleFormat = "yyyyMMddHHmmzzz";

    public static ApiResponse Start(RequestContext call)
    {
        var body = call.Body();
        var workflowId = Arguments.Required(body, "workflow_id");
        var deploymentId = Arguments.Required(body, "deployment_id");
        var allowCustom = Arguments.Flag(body, "allow_custom_parameters");
        var force = Arguments.Flag(body, "force");
        var dryRun = call.IsManager(4, 4) && Arguments.Flag(body, "dry_run");
        var canQueue = call.IsManager(4, 5);
        var queue = canQueue && Arguments.Flag(body, "queue");
        if (body["parameters"] is { Type: not (JTokenType.Object or JTokenType.Null) } wrong)
        {
            throw Refusal.BadParameters(
                $"request body's 'parameters' field must be a dict but is of type {Arguments.TypeName(wrong)}");
        }

        var forced = body.Text("force_status");
        CheckForcedStatus(body, forced);
        var scheduled = Schedule(call, call.IsManager(4, 6) ? body.Text("scheduled_time") : null);
        var deployment = RowVisibility.Get(call, call.State.Deployments, "Deployment", deploymentId);
        var others = Others(call, deployment);
        CheckEnvironment(others, force);
        var workflow = WorkflowDeclaration.Find(deployment, workflowId)
            ?? throw new ManagerErrorException(
                400, "nonexistent_workflow_error",
                $"Workflow {workflowId} does not exist in the deployment {deploymentId}");
        var parameters = WorkflowParameters.Merge(
            workflow, body["parameters"] as JObject, allowCustom,
            instance => call.Manager.Store.NodeInstancesOf(call.Tenant, deploymentId)
                .Any(row => row.Id() == instance));
        var blocking = others
            .Concat(call.State.Executions.Rows.Where(row => row.Flag("is_system_workflow")
                && ExecutionStatus.IsActive(row.Text("status"))))
            .ToList();
        var status = scheduled is not null ? ExecutionStatus.Scheduled
            : blocking.Count == 0 || force || forced is not null ? ExecutionStatus.Pending
            : queue || (canQueue && blocking.Any(row => row.Flag("is_system_workflow"))) ? ExecutionStatus.Queued
            : throw new ManagerErrorException(
                400, "existing_running_execution_error",
                "The following executions are currently running for this deployment: "
                + $"[{string.Join(", ", blocking.Select(row => $"<Execution id=`{row.Id()}`>"))}]. "
                + "To execute this workflow anyway, pass \"force=true\" as a query parameter to this request");
        if (scheduled is { } time && call.IsManager(5, 2))
        {
            SchedulesApi.Add(call, deployment, workflowId, body, parameters, time);

            // The execution does not exist yet.
            return ExecutionsApi.Show(
                call,
                new JObject
                {
                    ["status"] = status, ["status_display"] = status, ["total_operations"] = 0,
                    ["finished_operations"] = 0,
                    ["allow_custom_parameters"] = allowCustom,
                },
                201);
        }

        var row = ExecutionFactory.Add(call, workflowId, parameters, deployment, isSystem: false, status);
        row["is_dry_run"] = dryRun;
        row["allow_custom_parameters"] = allowCustom;
        row["scheduled_for"] = scheduled?.ToTimestamp();
        TimeSpan? waitAfterFail = body["wait_after_fail"] is JValue { Type: JTokenType.Integer } seconds
            ? TimeSpan.FromSeconds(Math.Max(0, Math.Min((double)seconds, int.MaxValue)))
            : null;
        if (forced is not null)
        {
            call.Manager.Engine.SetStatus(row, forced);
            return ExecutionsApi.Show(call, row, 201);
        }

        if (call.IsV31 && call.IsManager(6, 0) && !force && status == ExecutionStatus.Pending
            && !WorkflowAvailability.IsAvailable(
                workflow, call.Manager.Store.NodesOf(call.Tenant, deploymentId),
                call.Manager.Store.NodeInstancesOf(call.Tenant, deploymentId)))
        {
            // The manager refuses the request, but keeps the execution.
            var reason = $"Workflow not available: {workflowId}";
            row["status"] = ExecutionStatus.Failed;
            row["status_display"] = ExecutionStatus.Failed;
            row["error"] = $"Error preparing execution: {reason}";
            throw new ManagerErrorException(400, "unavailable_workflow_error", reason);
        }

        call.Manager.Engine.Start(row, waitAfterFail);

        return ExecutionsApi.Show(call, row, 201);
    }

    private static void CheckForcedStatus(JObject body, string? forced)
    {
        if (forced is null)
        {
            return;
        }

        if (body.Text("scheduled_time") is not null)
        {
            throw Refusal.BadParameters("A status cannot be forced when scheduling an execution.");
        }

        if (!ExecutionStatus.All.Contains(forced))
        {
            throw Refusal.BadParameters(
                $"Force status was set to invalid state \"{forced}\". "
                + $"Valid states are: {string.Join(",", ExecutionStatus.All)}");
        }
    }

    private static List<JObject> Others(RequestContext call, JObject deployment) =>
    [
        .. call.State.Executions.Rows.Where(row => row.Text("deployment_id") == deployment.Id()
            && row.Tenant() == deployment.Tenant() && (ExecutionStatus.IsActive(row.Text("status"))
                || row.Text("status") == ExecutionStatus.Queued)),
    ];

    /// <summary>Rejects an execution of a deployment whose environment is still being created.</summary>
    private static void CheckEnvironment(List<JObject> others, bool force)
    {
        if (force || others.FirstOrDefault(
            row => row.Text("workflow_id") == "create_deployment_environment") is not { } creation)
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
                text, ScheduleFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            throw new ManagerErrorException(
                call.IsManager(6, 0) ? 500 : 400,
                call.IsManager(6, 0) ? "internal_server_error" : "bad_parameters_error",
                $"Internal error occurred in manager REST server - ValueError: {text} is no time");
        }

        return time > call.Manager.Now
            ? time
            : throw Refusal.BadParameters(
                $"Date `{text}` has already passed, please provide valid date. \nExpected format: YYYYMMDDHHMM+HHMM or "
                + "YYYYMMDDHHMM-HHMM i.e: 201801012230-0500 (Jan-01-18 10:30pm EST)");
    }
}
