using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>
/// Runs the manager's own workflows with their events and log lines. Each step yields the time that it takes.
/// </summary>
internal static class SystemWorkflow
{
    private static readonly string[] UpdatePreparation =
        ["prepare_plan", "create_steps", "prepare_update_nodes", "prepare_plugin_changes"];

    private static readonly string[] UpdateSteps =
    [
        "set_deployment_attributes", "update_inter_deployment_dependencies", "update_deployment_nodes",
        "update_deployment_node_instances", "delete_removed_relationships", "delete_removed_instances",
        "delete_removed_nodes", "update_schedules", "update_operations",
    ];

    public static IEnumerable<TimeSpan> Run(
        JObject execution, SystemWork work, EventLog events, IWorkflowStore store)
    {
        void Log(string message) => events.Log(execution, "info", message);

        yield return WorkflowTimes.Phase;
        work.Prepare?.Invoke();
        switch (execution.Text("workflow_id"))
        {
            case "upload_blueprint":
                Log("Blueprint archive uploaded. Extracting...");
                yield return WorkflowTimes.Phase;
                Log("Blueprint archive extracted. Parsing...");
                yield return WorkflowTimes.Phase;
                work.Work();
                Log(execution.Map("parameters").Flag("validate_only")
                    ? "Blueprint validated."
                    : "Blueprint parsed. Updating DB with blueprint plan.");
                break;

            case "create_deployment_environment":
                work.Work();
                var (tenant, deployment) = (execution.Tenant(), execution.Text("deployment_id")!);
                Log("Setting deployment attributes");
                yield return WorkflowTimes.Phase;
                Log($"Creating {store.NodesOf(tenant, deployment).Count} nodes");
                yield return WorkflowTimes.Phase;
                Log($"Creating {store.NodeInstancesOf(tenant, deployment).Count} node-instances");
                yield return WorkflowTimes.Phase;
                Log("Creating deployment work directory");
                break;

            case "update" or "csys_new_deployment_update":
                foreach (var pause in Tasks(execution, UpdatePreparation, events))
                {
                    yield return pause;
                }

                work.Work();
                if (!execution.Map("parameters").Flag("preview"))
                {
                    foreach (var pause in Tasks(execution, UpdateSteps, events))
                    {
                        yield return pause;
                    }
                }

                break;

            default:
                yield return WorkflowTimes.Phase;
                work.Work();
                break;
        }

        yield return WorkflowTimes.Margin;
    }

    private static IEnumerable<TimeSpan> Tasks(JObject execution, IEnumerable<string> names, EventLog events)
    {
        foreach (var name in names)
        {
            events.Report(execution, "task_started", $"Task started '{name}'");
            yield return WorkflowTimes.Phase;
            events.Report(execution, "task_succeeded", $"Task succeeded '{name}'");
            yield return WorkflowTimes.Step;
        }
    }
}
