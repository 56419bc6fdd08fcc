using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Graph;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Heals a node instance's host and all on it, or the whole deployment; what cannot be healed is reinstalled.</summary>
internal static class HealWorkflow
{
    public static IEnumerable<TaskGraph> Run(WorkflowRun run)
    {
        var parameters = run.Parameters;
        var ignoreFailure = parameters["ignore_failure"] is null || parameters.Flag("ignore_failure");
        var instanceId = parameters.Text("node_instance_id");
        var instances = Scope(run, instanceId, parameters.Text("diagnose_value"));
        if (parameters.Flag("force_reinstall"))
        {
            return BuiltinWorkflows.Reinstall(run, instances, ignoreFailure);
        }

        return Heal(run, instances, instanceId is not null, ignoreFailure);
    }

    private static List<NodeInstance> Scope(WorkflowRun run, string? instanceId, string? diagnosis)
    {
        var deployment = run.Deployment;
        NodeInstance Host(NodeInstance instance) => deployment.Find(instance.Row.Text("host_id")) ?? instance;
        if (instanceId is null)
        {
            run.Log("info", $"Starting 'heal' workflow for '{deployment.Row.Id()}' deployment, Diagnosis: {diagnosis}");
            return [.. deployment.Instances];
        }

        run.Log("info", $"Starting 'heal' workflow on {instanceId}, Diagnosis: {diagnosis}");
        var failing = deployment.Find(instanceId)
            ?? throw new WorkflowFailedException($"No node instance with id `{instanceId}` was found");
        return [.. deployment.ContainedSubgraph(Host(failing))];
    }

    private static IEnumerable<TaskGraph> Heal(
        WorkflowRun run, List<NodeInstance> instances, bool isTargeted, bool ignoreFailure)
    {
        var allowReinstall = run.Parameters["allow_reinstall"] is null || run.Parameters.Flag("allow_reinstall");
        if (run.Parameters["check_status"] is null || run.Parameters.Flag("check_status"))
        {
            yield return CheckWorkflows.Status(run, instances, ignoreFailure: true);
        }

        // Whoever names an instance says that something is wrong with it, unless a check has just proved otherwise.
        bool IsHealthy(NodeInstance instance)
        {
            var status = instance.Row.Map("system_properties").Map("status");
            return status.Text("task") is null ? !isTargeted : status.Flag("ok");
        }

        HashSet<NodeInstance> reinstalled = [];
        foreach (var instance in instances.Where(i => !IsHealthy(i) && !i.HasOperation("cloudify.interfaces.lifecycle.heal")))
        {
            reinstalled.UnionWith(run.Deployment.ContainedSubgraph(instance));
        }

        var healed = instances.Where(instance => !IsHealthy(instance) && !reinstalled.Contains(instance)).ToList();
        Check(reinstalled, allowReinstall);

        List<NodeInstance> failed = [];
        yield return Lifecycle.Heal(run, healed, failed);

        reinstalled.UnionWith(failed);
        Check(reinstalled, allowReinstall);
        if (reinstalled.Count > 0)
        {
            foreach (var graph in BuiltinWorkflows.Reinstall(run, reinstalled, ignoreFailure))
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
