using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>
/// Heals the host of a node instance with everything on it, or the whole deployment. Instances that cannot be healed
/// are reinstalled.
/// </summary>
internal static class HealWorkflow
{
    public static IEnumerable<TaskGraph> Run(IWorkflowContext context)
    {
        var parameters = context.Parameters;
        var ignoreFailure = parameters["ignore_failure"] is null || parameters.Flag("ignore_failure");
        var instanceId = parameters.Text("node_instance_id");
        var instances = Scope(context, instanceId, parameters.Text("diagnose_value"));
        if (parameters.Flag("force_reinstall"))
        {
            return BuiltinWorkflows.Reinstall(context, instances, ignoreFailure);
        }

        return Heal(context, instances, instanceId is not null, ignoreFailure);
    }

    private static List<NodeInstance> Scope(IWorkflowContext context, string? instanceId, string? diagnosis)
    {
        var deployment = context.Deployment;
        NodeInstance Host(NodeInstance instance) => deployment.Find(instance.Row.Text("host_id")) ?? instance;
        if (instanceId is null)
        {
            context.Log(
                "info", $"Starting 'heal' workflow for '{deployment.Row.Id()}' deployment, Diagnosis: {diagnosis}");
            return [.. deployment.Instances];
        }

        context.Log("info", $"Starting 'heal' workflow on {instanceId}, Diagnosis: {diagnosis}");
        var failing = deployment.Find(instanceId)
            ?? throw new WorkflowFailedException($"No node instance with id `{instanceId}` was found");
        return [.. deployment.ContainedSubgraph(Host(failing))];
    }

    private static IEnumerable<TaskGraph> Heal(
        IWorkflowContext context, List<NodeInstance> instances, bool isTargeted, bool ignoreFailure)
    {
        var allowReinstall =
            context.Parameters["allow_reinstall"] is null || context.Parameters.Flag("allow_reinstall");
        if (context.Parameters["check_status"] is null || context.Parameters.Flag("check_status"))
        {
            yield return CheckWorkflows.Status(context, instances, ignoreFailure: true);
        }

        // Without the result of a check, an instance that the request names counts as broken.
        bool IsHealthy(NodeInstance instance)
        {
            var status = instance.Row.Map("system_properties").Map("status");
            return status.Flag("ok") || (status.Text("task") is null && !isTargeted);
        }

        HashSet<NodeInstance> reinstalled = [];
        foreach (var instance in instances.Where(
            i => !IsHealthy(i) && !i.HasOperation(OperationNames.Lifecycle + "heal")))
        {
            reinstalled.UnionWith(context.Deployment.ContainedSubgraph(instance));
        }

        var healed = instances.Where(instance => !IsHealthy(instance) && !reinstalled.Contains(instance)).ToList();
        Check(reinstalled, allowReinstall);

        List<NodeInstance> failed = [];
        yield return Lifecycle.Heal(context, healed, failed);

        reinstalled.UnionWith(failed);
        Check(reinstalled, allowReinstall);
        if (reinstalled.Count > 0)
        {
            foreach (var graph in BuiltinWorkflows.Reinstall(context, reinstalled, ignoreFailure))
            {
                yield return graph;
            }
        }
    }

    private static void Check(HashSet<NodeInstance> reinstalled, bool isAllowed)
    {
        const int Shown = 5;
        if (reinstalled.Count > 0 && !isAllowed)
        {
            var names = string.Join(", ", reinstalled.Take(Shown).Select(instance => instance.Id));
            var more = reinstalled.Count > Shown ? $" (and {reinstalled.Count - Shown} more)" : "";
            throw new WorkflowFailedException(
                $"allow_reinstall is false, but would need to reinstall instances: {names}{more}");
        }
    }
}
