using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Finds the host of each node, and rejects cyclic relationships.</summary>
internal static class HostPlanner
{
    private const string HostType = "cloudify.nodes.Compute";

    public static void Plan(IReadOnlyDictionary<string, JObject> nodes)
    {
        var containers = new DependencyOrder();
        var all = new DependencyOrder();
        foreach (var name in nodes.Keys)
        {
            containers.Visit(name, ContainerOf, SetHost);
        }

        foreach (var name in nodes.Keys)
        {
            all.Visit(name, TargetsOf);
        }

        void SetHost(string name)
        {
            var host = IsHost(nodes[name])
                ? name
                : ContainerOf(name).Select(container => (string?)nodes[container]["host_id"]).FirstOrDefault();
            if (host is not null)
            {
                nodes[name]["host_id"] = host;
            }
        }

        IEnumerable<string> ContainerOf(string name) => IsHost(nodes[name])
            ? []
            : nodes[name]["relationships"]!.Where(RelationshipPlanner.IsContainedIn)
                .Select(relationship => (string)relationship["target_id"]!);

        IEnumerable<string> TargetsOf(string name) =>
            nodes[name]["relationships"]!.Select(relationship => (string)relationship["target_id"]!);
    }

    private static bool IsHost(JObject node) =>
        node["type_hierarchy"]!.Any(type => ((string)type!).IndexOf(HostType, StringComparison.Ordinal) >= 0);
}
