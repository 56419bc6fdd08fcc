using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Decides which queued executions may start.</summary>
internal sealed class ExecutionQueue(IWorkflowStore store)
{
    private const int MaxConcurrent = 20;

    /// <summary>
    /// Returns the queued executions that may start now. A system workflow runs alone, and precedes all others.
    /// </summary>
    public IReadOnlyList<JObject> Startable()
    {
        var active = store.Executions.Where(e => ExecutionStatus.IsActive(e.Text("status"))).ToList();
        var queued = store.Executions.Where(e => e.Text("status") == ExecutionStatus.Queued).ToList();
        if (queued.FirstOrDefault(e => e.Flag("is_system_workflow")) is { } system)
        {
            return active.Count == 0 ? [system] : [];
        }

        if (active.Any(e => e.Flag("is_system_workflow")))
        {
            return [];
        }

        var busy = new HashSet<string>(active.Select(Place), StringComparer.Ordinal);
        List<JObject> startable = [];
        foreach (var execution in queued)
        {
            if (busy.Count >= MaxConcurrent)
            {
                break;
            }

            if (execution.Text("deployment_id") is null || busy.Add(Place(execution)))
            {
                startable.Add(execution);
            }
        }

        return startable;
    }

    /// <summary>
    /// Completes the parameters of a queued execution again, and returns why it cannot run; null when it can.
    /// </summary>
    public string? ReasonNotToStart(JObject execution)
    {
        if (execution.Text("deployment_id") is not { } deploymentId)
        {
            return null;
        }

        var tenant = execution.Tenant();
        var workflowId = execution.Text("workflow_id")!;
        if (store.FindDeployment(tenant, deploymentId) is not { } deployment)
        {
            return $"Deployment {deploymentId} does not exist";
        }

        if (WorkflowDeclaration.Find(deployment, workflowId) is not { } workflow)
        {
            return $"Workflow {workflowId} does not exist in the deployment {deploymentId}";
        }

        try
        {
            execution["parameters"] = WorkflowParameters.Merge(
                workflow, execution.Map("parameters"), execution.Flag("allow_custom_parameters"), deployment, store);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Any error of the parameters fails the execution, as on a manager.
            return exception.Message;
        }

        return WorkflowAvailability.IsAvailable(
            workflow, store.NodesOf(tenant, deploymentId), store.NodeInstancesOf(tenant, deploymentId))
            ? null
            : $"Workflow not available: {workflowId}";
    }

    private static string Place(JObject execution) => $"{execution.Tenant()}/{execution.Text("deployment_id")}";
}
