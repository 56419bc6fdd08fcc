using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Checks the members of scaling groups.</summary>
/// <param name="groups">The scaling groups by name.</param>
/// <param name="nodes">The planned nodes by name.</param>
/// <param name="section">The <c>policies</c> section, for errors.</param>
internal sealed class ScalingGroups(JObject groups, IReadOnlyDictionary<string, JObject> nodes, JToken? section)
{
    /// <summary>The limit for groups in groups. Each is checked with all nodes that it contains.</summary>
    private const int MaxDepth = 100;

    private readonly Dictionary<string, string?> _containers = nodes.ToDictionary(
        node => node.Key,
        node => (string?)node.Value["relationships"]!.FirstOrDefault(RelationshipPlanner.IsContainedIn)?["target_id"]);

    public void Check()
    {
        CheckOwners();
        foreach (var group in groups.Properties())
        {
            CheckContainers(group.Name);
        }
    }

    /// <summary>
    /// Removes members that another member of the same group contains. They are multiplied with that member.
    /// </summary>
    public void RemoveContainedMembers()
    {
        foreach (var group in groups.Properties())
        {
            var all = new HashSet<string>(NodesIn(group.Name));
            group.Value["members"] = new JArray(Members(group.Name).Where(member => !IsContained(member, all)));
        }

        bool IsContained(string member, HashSet<string> all)
        {
            var inside = new HashSet<string>(groups[member] is null ? [member] : NodesIn(member));
            return inside.Count > 0
                && inside.All(node => Containers(node).Any(c => all.Contains(c) && !inside.Contains(c)));
        }
    }

    private void CheckOwners()
    {
        var owners = new Dictionary<string, string>();
        foreach (var group in groups.Properties())
        {
            foreach (var member in Members(group.Name))
            {
                if (owners.TryGetValue(member, out var other))
                {
                    throw Fail(
                        "Nodes and groups cannot be members in multiple groups, but member "
                        + $"'{member}' belongs to the following multiple groups: "
                        + PythonValue.Repr(new[] { other, group.Name }));
                }

                owners[member] = group.Name;
            }
        }

        var depths = new Dictionary<string, int>();
        foreach (var start in owners.Keys)
        {
            var chain = new List<string>();
            var seen = new HashSet<string>();
            var depth = 0;
            for (var name = start; name is not null && !depths.TryGetValue(name, out depth);
                owners.TryGetValue(name, out name))
            {
                if (!seen.Add(name))
                {
                    throw Fail($"Illegal group cycles found: [{PythonValue.Repr(chain)}]");
                }

                chain.Add(name);
            }

            for (var i = chain.Count - 1; i >= 0; i--)
            {
                depths[chain[i]] = ++depth;
            }

            if (depth > MaxDepth)
            {
                throw new DslException(
                    DslError.ExceededBudget, $"'{start}' is a member of more than {MaxDepth} groups in each other.");
            }
        }
    }

    /// <summary>
    /// Nodes that share a group must be contained in a common node, or in each other, or in no node at all.
    /// </summary>
    private void CheckContainers(string group)
    {
        var all = new HashSet<string>(NodesIn(group));
        var outer = all.Where(node => !Containers(node).Any(all.Contains))
            .Select(node => (Node: node, Root: Containers(node).LastOrDefault())).ToList();
        if (outer.FirstOrDefault(other => other.Root != outer[0].Root) is { Node: { } second })
        {
            var names = new[] { outer[0].Node, second }.OrderBy(name => name, StringComparer.Ordinal).ToList();
            throw Fail(
                $"Node '{names[0]}' and '{names[1]}' belong to some shared group but they are not contained in "
                + "any shared "
                + "node, nor is any ancestor node of theirs.");
        }
    }

    private IEnumerable<string> Members(string group) => groups[group]!["members"]!.Select(member => (string)member!);

    /// <summary>Gets the nodes in a group and in the groups that it contains.</summary>
    private IEnumerable<string> NodesIn(string group)
    {
        var toVisit = new Stack<string>(Members(group).Reverse());
        while (toVisit.Count > 0)
        {
            var member = toVisit.Pop();
            if (groups[member] is null)
            {
                yield return member;
                continue;
            }

            foreach (var inner in Members(member).Reverse())
            {
                toVisit.Push(inner);
            }
        }
    }

    private IEnumerable<string> Containers(string node)
    {
        for (var container = Container(node); container is not null; container = Container(container))
        {
            yield return container;
        }
    }

    private string? Container(string node) => _containers.TryGetValue(node, out var container) ? container : null;

    private DslException Fail(string message) => DslToken.Fail(message, section, "policies");
}
