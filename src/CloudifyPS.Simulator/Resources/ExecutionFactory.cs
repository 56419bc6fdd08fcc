using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Creates executions.</summary>
internal static class ExecutionFactory
{
    /// <summary>Stores a new execution without starting it.</summary>
    public static JObject Add(
        RequestContext call, string workflowId, JObject parameters, JObject? deployment, bool isSystem,
        string status = ExecutionStatus.Pending)
    {
        var row = call.NewRow(deployment?.Text("visibility") ?? "tenant", "id", Guid.NewGuid().ToString());
        row["workflow_id"] = workflowId;
        row["parameters"] = parameters;
        row["status"] = status;
        row["status_display"] = ExecutionStatus.Display(status);
        row["is_system_workflow"] = isSystem;
        row["error"] = null;
        row["is_dry_run"] = false;
        row["resume"] = false;
        row["total_operations"] = 0;
        row["finished_operations"] = 0;
        row["allow_custom_parameters"] = false;
        row["deployment_id"] = deployment?["id"];
        row["deployment_display_name"] = deployment?["display_name"];
        row["blueprint_id"] = deployment?["blueprint_id"];
        return call.State.Executions.Add(row);
    }

    /// <summary>Runs one of the manager's own workflows to its end while the client waits.</summary>
    public static void RunNow(ManagerContext manager, JObject execution, Action work)
    {
        var engine = manager.Engine;
        engine.SetStatus(execution, ExecutionStatus.Started, "");
        var name = execution.Text("workflow_id");
        engine.Events.Report(execution, "workflow_started", $"Starting '{name}' workflow execution");
        try
        {
            foreach (var pause in SystemWorkflow.Run(
                execution, new SystemWork(null, work), engine.Events, manager.Store))
            {
                // The client waits, so the pauses of the workflow are skipped.
                _ = pause;
            }
        }
        catch (Exception exception) when (exception is DslException or ManagerErrorException)
        {
            engine.Events.Report(
                execution, "workflow_failed", $"'{name}' workflow execution failed: {exception.Message}");
            engine.SetStatus(execution, ExecutionStatus.Failed, exception.Message);
            throw;
        }

        engine.Events.Report(execution, "workflow_succeeded", $"'{name}' workflow execution succeeded");
        engine.SetStatus(execution, ExecutionStatus.Terminated, "");
    }
}
