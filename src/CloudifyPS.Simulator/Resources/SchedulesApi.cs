using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// The <c>execution-schedules</c> endpoints. Since 5.2 an execution is created when its time has come.
/// </summary>
internal static class SchedulesApi
{
    private static readonly Version First = new(5, 2);

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "execution-schedules", "execution_schedule_list", call => ListResponse.List(
            call, ResourceType.Schedule, RowVisibility.Rows(call, call.State.Schedules)))
            { Since = First, OnlyV31Since = First },
        new("DELETE", "execution-schedules/{id}", "execution_schedule_create", call =>
        {
            call.State.Schedules.Remove(
                RowVisibility.GetToChange(call, call.State.Schedules, "ExecutionSchedule", call["id"]));
            return ApiResponse.NoContent();
        }) { Since = First, OnlyV31Since = First },
        new("GET", "execution-groups", "execution_group_list", call =>
            ListResponse.List(call, ResourceType.Schedule, []))
            { Since = First, OnlyV31Since = First },
    ];

    /// <summary>
    /// Adds a schedule that starts one execution. Its workflow and parameters are checked when its time has come.
    /// </summary>
    public static void Add(
        RequestContext call, JObject deployment, string workflowId, JObject body, DateTimeOffset time)
    {
        var row = call.NewRow(deployment.Text("visibility")!, "id", $"{workflowId}_{Guid.NewGuid():N}");
        row["next_occurrence"] = row["since"] = time.ToTimestamp();
        row["rule"] = new JObject { ["count"] = 1 };
        row["slip"] = 0;
        row["workflow_id"] = workflowId;
        row["parameters"] = body["parameters"];
        row["execution_arguments"] = new JObject
        {
            ["allow_custom_parameters"] = Arguments.Flag(body, "allow_custom_parameters"),
            ["force"] = Arguments.Flag(body, "force"),
            ["is_dry_run"] = Arguments.Flag(body, "dry_run"), ["wait_after_fail"] = body["wait_after_fail"] ?? 600,
        };
        row["stop_on_fail"] = false;
        row["enabled"] = true;
        row["deployment_id"] = deployment["id"];
        row["all_next_occurrences"] = new JArray(
            time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        call.State.Schedules.Add(row);
        call.Manager.Engine.Scheduler.At(time, () =>
        {
            if (call.State.Schedules.Find(row.Tenant(), row.Id()) is not { } due
                || call.State.Deployments.Find(deployment.Tenant(), deployment.Id()) is not { } target)
            {
                return;
            }

            due["next_occurrence"] = null;
            due["all_next_occurrences"] = new JArray();
            due["enabled"] = false;
            var arguments = due.Map("execution_arguments");
            if (Parameters(call, target, due, arguments) is not { } parameters)
            {
                return;
            }

            var execution = ExecutionFactory.Add(
                call, workflowId, parameters, target, isSystem: false, ExecutionStatus.Queued);
            execution["is_dry_run"] = arguments["is_dry_run"];
            execution["allow_custom_parameters"] = arguments["allow_custom_parameters"];
            execution["scheduled_for"] = time.ToTimestamp();
            call.Manager.Engine.Start(execution);
        });
    }

    /// <summary>Completes the parameters; null when the workflow cannot run with them.</summary>
    private static JObject? Parameters(
        RequestContext call, JObject deployment, JObject schedule, JObject arguments)
    {
        try
        {
            return WorkflowDeclaration.Find(deployment, schedule.Text("workflow_id")!) is { } workflow
                ? WorkflowParameters.Merge(
                    workflow, schedule["parameters"] as JObject, arguments.Flag("allow_custom_parameters"), deployment,
                    call.Manager.Store)
                : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The manager's scheduler writes the error to its log and starts nothing.
            return null;
        }
    }
}
