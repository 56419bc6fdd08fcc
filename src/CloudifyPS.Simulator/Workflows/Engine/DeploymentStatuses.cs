using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Keeps what deployments and nodes show of their executions and instances.</summary>
internal sealed class DeploymentStatuses(IWorkflowStore store)
{
    /// <summary>The execution's status has changed.</summary>
    public void Show(JObject execution)
    {
        if (Deployment(execution) is not { } deployment)
        {
            return;
        }

        var status = execution.Text("status");
        if (execution.Text("workflow_id") == "delete_deployment_environment")
        {
            deployment["deployment_status"] = "in_progress";
            return;
        }

        if (status is ExecutionStatus.Queued or ExecutionStatus.Scheduled
            || (status == ExecutionStatus.Pending && deployment["latest_execution"] is JValue { Value: not null }
                && deployment.Text("latest_execution") != execution.Id()))
        {
            return;
        }

        deployment["latest_execution"] = execution.Id();
        deployment["latest_execution_workflow_id"] = execution["workflow_id"];
        deployment["latest_execution_status"] = ExecutionStatus.Summary(status);
        ShowProgress(execution);
        Evaluate(deployment, status);
    }

    /// <summary>The execution has done more of its operations.</summary>
    public void ShowProgress(JObject execution)
    {
        if (Deployment(execution) is { } deployment && deployment.Text("latest_execution") == execution.Id())
        {
            deployment["latest_execution_total_operations"] = execution["total_operations"];
            deployment["latest_execution_finished_operations"] = execution["finished_operations"];
        }
    }

    /// <summary>How many instances there are, are unavailable, have drifted.</summary>
    public static void CountInstances(DeploymentModel deployment)
    {
        Count(deployment.Row, deployment.Instances);
        foreach (var node in deployment.Nodes)
        {
            var instances = deployment.Instances.Where(instance => instance.Node == node).ToList();
            Count(node, instances);
            node["actual_number_of_instances"] = instances.Count;
        }
    }

    private static void Count(JObject row, IReadOnlyCollection<NodeInstance> instances)
    {
        row["drifted_instances"] = instances.Count(instance => instance.Row.Flag("has_configuration_drift"));
        row["unavailable_instances"] = instances.Count(instance => !instance.Row.Flag("is_status_check_ok"));
    }

    private JObject? Deployment(JObject execution) =>
        execution.Text("deployment_id") is { } id ? store.FindDeployment(execution.Tenant(), id) : null;

    private void Evaluate(JObject deployment, string? status)
    {
        var instances = store.NodeInstancesOf(deployment.Tenant(), deployment.Id());
        var isActive = instances.All(instance => instance.Text("state") == "started");

        // A deployment is there before its node instances are.
        if (instances.Count > 0 || ExecutionStatus.IsEnd(status))
        {
            deployment["installation_status"] = isActive ? "active" : "inactive";
        }

        deployment["deployment_status"] = status switch
        {
            ExecutionStatus.Failed => "requires_attention",
            ExecutionStatus.Terminated or ExecutionStatus.Cancelled => isActive ? "good" : "requires_attention",
            _ => status == ExecutionStatus.Pending
                ? "requires_attention"
                : "in_progress",
        };
    }
}
