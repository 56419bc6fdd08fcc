using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Updates the attributes of deployments that depend on their executions.</summary>
internal sealed class DeploymentStatuses(IWorkflowStore store)
{
    /// <summary>Updates the deployment of an execution whose status has changed.</summary>
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

    /// <summary>Updates the deployment of an execution whose operation counts have changed.</summary>
    public void ShowProgress(JObject execution)
    {
        if (Deployment(execution) is { } deployment && deployment.Text("latest_execution") == execution.Id())
        {
            deployment["latest_execution_total_operations"] = execution["total_operations"];
            deployment["latest_execution_finished_operations"] = execution["finished_operations"];
        }
    }

    private JObject? Deployment(JObject execution) =>
        execution.Text("deployment_id") is { } id ? store.FindDeployment(execution.Tenant(), id) : null;

    private void Evaluate(JObject deployment, string? status)
    {
        var instances = store.NodeInstancesOf(deployment.Tenant(), deployment.Id());
        var isActive = instances.All(instance => instance.Text("state") == "started");

        // The first execution runs before the deployment has node instances.
        if (instances.Count > 0 || ExecutionStatus.IsEnd(status))
        {
            deployment["installation_status"] = isActive ? "active" : "inactive";
        }

        deployment["deployment_status"] = status switch
        {
            ExecutionStatus.Failed or ExecutionStatus.Pending => "requires_attention",
            ExecutionStatus.Terminated or ExecutionStatus.Cancelled => isActive ? "good" : "requires_attention",
            _ => "in_progress",
        };
    }
}
