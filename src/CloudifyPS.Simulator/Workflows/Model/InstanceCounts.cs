using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>
/// Maintains the numbers of instances, of unavailable and of drifted instances that deployments and nodes show.
/// </summary>
internal static class InstanceCounts
{
    /// <summary>Counts all instances.</summary>
    public static void Count(DeploymentModel deployment)
    {
        Count(deployment.Row, deployment.Instances);
        foreach (var node in deployment.Nodes)
        {
            var instances = deployment.InstancesOf(node).ToList();
            Count(node, instances);
            node["actual_number_of_instances"] = instances.Count;
        }
    }

    /// <summary>
    /// Changes one instance and corrects the counts by the difference: counting all instances after each change would
    /// take quadratic time in a deployment of thousands of instances.
    /// </summary>
    public static void Change(DeploymentModel deployment, NodeInstance instance, Action change)
    {
        var (drifted, unavailable) = (IsDrifted(instance), IsUnavailable(instance));
        change();
        foreach (var row in new[] { deployment.Row, instance.Node })
        {
            Add(row, "drifted_instances", drifted, IsDrifted(instance));
            Add(row, "unavailable_instances", unavailable, IsUnavailable(instance));
        }
    }

    private static void Count(JObject row, IReadOnlyCollection<NodeInstance> instances)
    {
        row["drifted_instances"] = instances.Count(IsDrifted);
        row["unavailable_instances"] = instances.Count(IsUnavailable);
    }

    private static void Add(JObject row, string name, bool before, bool after)
    {
        if (before != after)
        {
            row[name] = row.Number(name) + (after ? 1 : -1);
        }
    }

    private static bool IsDrifted(NodeInstance instance) => instance.Row.Flag("has_configuration_drift");

    private static bool IsUnavailable(NodeInstance instance) => !instance.Row.Flag("is_status_check_ok");
}
