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

    /// <summary>
    /// The manager's own workflows that every deployment has, with the reason for which they fail when a user starts
    /// them; null when they succeed.
    /// </summary>
    private static readonly Dictionary<string, string?> OwnWorkflows = new(StringComparer.Ordinal)
    {
        ["create_deployment_environment"] =
            "cloudify_rest_client.exceptions.CloudifyClientError: 409: policy_types is already set",
        ["update"] = "Task failed: prepare_plan: ",
        ["csys_update_deployment"] = null,
    };

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
        var forced = body.Text("force_status");
        CheckForcedStatus(body, forced);
        var time = call.IsManager(4, 6) ? body["scheduled_time"] : null;
        if (IsGiven(time) && call.IsManager(5, 2))
        {
            var target = RowVisibility.Get(call, call.State.Deployments, "Deployment", deploymentId);
            SchedulesApi.Add(call, target, workflowId, body, Time(call, time!));
            return ShowScheduled(call);
        }

        if (body["parameters"] is { Type: not (JTokenType.Object or JTokenType.Null) } wrong)
        {
            throw Refusal.BadParameters(
                $"request body's 'parameters' field must be a dict but is of type {Arguments.TypeName(wrong)}");
        }

        var deployment = RowVisibility.Get(call, call.State.Deployments, "Deployment", deploymentId);
        CheckEnvironment(call, deployment);
        var workflow = WorkflowDeclaration.Find(deployment, workflowId);
        var isOwn = workflow is null && OwnWorkflows.ContainsKey(workflowId);
        if (workflow is null && !isOwn)
        {
            throw new ManagerErrorException(
                400, "nonexistent_workflow_error",
                $"Workflow {workflowId} does not exist in the deployment {deploymentId}");
        }

        allowCustom |= isOwn;
        var parameters = WorkflowParameters.Merge(
            workflow ?? [], body["parameters"] as JObject, allowCustom, deployment, call.Manager.Store);
        DateTimeOffset? scheduled = IsGiven(time) ? Time(call, time!) : null;
        var status = scheduled is not null ? ExecutionStatus.Scheduled
            : forced is not null || MayRun(call, deployment, force, queue, canQueue) ? ExecutionStatus.Pending
            : ExecutionStatus.Queued;
        var row = ExecutionFactory.Add(call, workflowId, parameters, deployment, isSystem: false, status);
        row["is_dry_run"] = dryRun;
        row["allow_custom_parameters"] = allowCustom;
        row["scheduled_for"] = scheduled?.ToTimestamp();
        if (forced is not null)
        {
            call.Manager.Engine.SetStatus(row, forced);
        }
        else if (isOwn)
        {
            call.Manager.Engine.StartSystem(row, () => { }, () => RunOwn(workflowId));
        }
        else
        {
            if (status == ExecutionStatus.Pending && !force)
            {
                CheckAvailable(call, row, workflow!);
            }

            call.Manager.Engine.Start(
                row,
                body["wait_after_fail"] is JValue { Type: JTokenType.Integer } seconds
                    ? TimeSpan.FromSeconds(Math.Max(0, Math.Min((double)seconds, int.MaxValue)))
                    : null);
        }

        return ExecutionsApi.Show(call, row, 201);
    }

    /// <summary>Creates the response for a scheduled execution, which does not exist yet.</summary>
    private static ApiResponse ShowScheduled(RequestContext call) => ExecutionsApi.Show(
        call,
        new JObject
        {
            ["status"] = ExecutionStatus.Scheduled, ["status_display"] = ExecutionStatus.Scheduled,
            ["total_operations"] = 0, ["finished_operations"] = 0, ["allow_custom_parameters"] = false,
        },
        201);

    private static void RunOwn(string workflowId)
    {
        if (OwnWorkflows[workflowId] is { } reason)
        {
            throw new WorkflowFailedException(reason);
        }
    }

    /// <summary>Tests whether an execution may run now; otherwise it is queued.</summary>
    /// <exception cref="ManagerErrorException">
    /// 400 existing_running_execution_error: it must wait, but the request does not queue it.
    /// </exception>
    private static bool MayRun(RequestContext call, JObject deployment, bool force, bool queue, bool canQueue)
    {
        var others = call.State.Executions.Rows.Where(row => ExecutionStatus.IsActive(row.Text("status"))
            || row.Text("status") == ExecutionStatus.Queued).ToList();
        var system = others.Where(row => row.Flag("is_system_workflow")).ToList();
        if (system.Count > 0 && canQueue)
        {
            return false;
        }

        var blocking = system.Concat(others.Where(row => row.Text("deployment_id") == deployment.Id()
            && row.Tenant() == deployment.Tenant())).Distinct().ToList();
        return blocking.Count == 0 || force
            || (queue
                ? false
                : throw new ManagerErrorException(
                    400, "existing_running_execution_error",
                    "The following executions are currently running for this deployment: "
                    + $"[{string.Join(", ", blocking.Select(Name))}]. "
                    + "To execute this workflow anyway, pass \"force=true\" as a query parameter to this request"));
    }

    private static string Name(JObject row) =>
        $"<Execution id=`{row.Id()}` tenant=`{row.Tenant()}` status=`{row.Text("status")}` "
        + $"workflow_id=`{row.Text("workflow_id")}`>";

    private static void CheckAvailable(RequestContext call, JObject row, JObject workflow)
    {
        var deployment = row.Text("deployment_id")!;
        if (!call.IsV31 || !call.IsManager(6, 0)
            || WorkflowAvailability.IsAvailable(
                workflow, call.Manager.Store.NodesOf(call.Tenant, deployment),
                call.Manager.Store.NodeInstancesOf(call.Tenant, deployment)))
        {
            return;
        }

        // The manager refuses the request, but keeps the execution.
        var reason = $"Workflow not available: {row.Text("workflow_id")}";
        row["status"] = ExecutionStatus.Failed;
        row["status_display"] = ExecutionStatus.Failed;
        row["error"] = $"Error preparing execution: {reason}";
        throw new ManagerErrorException(400, "unavailable_workflow_error", reason);
    }

    private static void CheckForcedStatus(JObject body, string? forced)
    {
        if (forced is null)
        {
            return;
        }

        if (IsGiven(body["scheduled_time"]))
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

    /// <summary>Rejects an execution of a deployment whose environment has not been created.</summary>
    private static void CheckEnvironment(RequestContext call, JObject deployment)
    {
        // Without the execution, a user has deleted it.
        var creation = deployment.Text("create_execution") is { } id
            ? call.State.Executions.Find(deployment.Tenant(), id)
            : null;
        var error = creation?.Text("status") switch
        {
            null or ExecutionStatus.Terminated => null,
            ExecutionStatus.Pending => new ManagerErrorException(
                400, "deployment_environment_creation_pending_error",
                "Deployment environment creation is still pending, try again in a minute"),
            ExecutionStatus.Started => new ManagerErrorException(
                400, "deployment_environment_creation_in_progress_error",
                "Deployment environment creation is still in progress, try again in a minute"),
            ExecutionStatus.Failed => new ManagerErrorException(
                400, "deployment_creation_error",
                $"Can't launch executions since environment creation for deployment {deployment.Id()} has failed: "
                + creation!.Text("error")?.Trim().Split('\n').Last()),
            ExecutionStatus.Cancelled or ExecutionStatus.Cancelling or ExecutionStatus.ForceCancelling =>
                new ManagerErrorException(
                    400, "deployment_creation_error",
                    $"Can't launch executions since the environment creation for deployment {deployment.Id()} has been "
                    + $"cancelled [status={creation!.Text("status")}]"),
            var status => new ManagerErrorException(
                400, "deployment_creation_error",
                $"Unexpected deployment status for deployment {deployment.Id()} [status={status}]"),
        };
        if (error is not null)
        {
            throw error;
        }
    }

    private static bool IsGiven(JToken? time) => time is not (null or JValue { Value: null or "" or false or 0L });

    private static DateTimeOffset Time(RequestContext call, JToken given)
    {
        var text = given is JValue { Value: string value } ? value : "";
        if (!DateTimeOffset.TryParseExact(
                text, ScheduleFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && !(call.IsManager(6, 0) && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)))
        {
            throw call.IsManager(6, 0)
                ? new InvalidOperationException($"'{given}' is not a time.")
                : Refusal.BadParameters($"'{given}' is not a time.");
        }

        return time > call.Manager.Now
            ? time
            : throw Refusal.BadParameters(
                $"Date `{text}` has already passed, please provide valid date. \nExpected format: YYYYMMDDHHMM+HHMM or "
                + "YYYYMMDDHHMM-HHMM i.e: 201801012230-0500 (Jan-01-18 10:30pm EST)");
    }
}
