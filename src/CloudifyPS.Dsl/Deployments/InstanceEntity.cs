using System.Globalization;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>A node or a scaling group of a deployment, which has a number of instances.</summary>
internal sealed class InstanceEntity
{
    private const string ContainedIn = "cloudify.relationships.contained_in";

    private int _first;
    private int _last;
    private EntityInstance? _firstById;

    private InstanceEntity(string name, JObject? node, int count)
    {
        Name = name;
        Node = node;
        Count = count;
        IsHost = node?["host_id"] is JValue { Value: string host } && host == name;
        var relationships = node?["relationships"]?.Cast<JObject>().ToList() ?? [];
        Container = relationships.Where(IsContainment).Select(TargetOf).FirstOrDefault();
        var lastByTarget = relationships.ToLookup(TargetOf);
        Relationships = [.. relationships.Where(r => ReferenceEquals(r, lastByTarget[TargetOf(r)].Last()))];
    }

    public string Name { get; }

    /// <summary>Gets the node in the form of the REST API; null for a group.</summary>
    public JObject? Node { get; }

    /// <summary>Gets the number of instances for each instance of the parent.</summary>
    public int Count { get; }

    public bool IsHost { get; }

    /// <summary>Gets the name of the node that contains the node; null without one.</summary>
    public string? Container { get; }

    /// <summary>Gets the container or group; null at the top.</summary>
    public InstanceEntity? Parent { get; private set; }

    public List<InstanceEntity> Children { get; } = [];

    public List<EntityInstance> Instances { get; } = [];

    /// <summary>Gets the instance with the first id in ordinal order; there must be one.</summary>
    public EntityInstance FirstById =>
        _firstById ??= Instances.OrderBy(instance => instance.Id, StringComparer.Ordinal).First();

    /// <summary>Gets the relationships; of several to the same target only the last one has instances.</summary>
    public IReadOnlyList<JObject> Relationships { get; }

    public static string TargetOf(JObject relationship) => (string)relationship["target_id"]!;

    public static bool IsContainment(JToken relationship) =>
        relationship["type_hierarchy"]!.Any(type => (string?)type == ContainedIn);

    public static int ReadCount(JToken? count) => count?.Type == JTokenType.Integer
        ? count.ToInt()
        : int.TryParse((string?)(count as JValue), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    public static Dictionary<string, InstanceEntity> CreateTree(IReadOnlyList<JObject> nodes, JObject scalingGroups)
    {
        var entities = new Dictionary<string, InstanceEntity>();
        foreach (var node in nodes)
        {
            var name = (string)node["id"]!;
            entities[name] = new InstanceEntity(name, node, ReadCount(node["number_of_instances"]));
        }

        foreach (var group in scalingGroups.Properties())
        {
            var count = ReadCount(group.Value["properties"]!["current_instances"]);
            entities[group.Name] = new InstanceEntity(group.Name, null, count);
        }

        foreach (var group in scalingGroups.Properties())
        {
            foreach (var member in group.Value["members"]!)
            {
                // A manager, too, fails for a member that is a group without a scaling policy.
                var inner = entities.TryGetValue((string)member!, out var found)
                    ? found
                    : throw new DslException(DslError.FailedPlanning, "KeyError: 'node'");
                inner.Parent = entities[group.Name];
            }
        }

        foreach (var entity in entities.Values.Where(entity => entity.Container is not null))
        {
            entity.SetParent(entities[entity.Container!]);
        }

        NumberTree(entities);
        return entities;
    }

    /// <summary>Tests whether the entity is inside another one, at any depth.</summary>
    public bool IsInside(InstanceEntity other) => other._first < _first && _last <= other._last;

    /// <summary>The container of a member of a group contains the whole group, unless it is a member too.</summary>
    private void SetParent(InstanceEntity container)
    {
        var outermost = this;
        while (outermost.Parent is { Node: null } group)
        {
            outermost = group;
        }

        if (outermost != this && HasAncestor(container, outermost))
        {
            Parent = container;
        }
        else
        {
            outermost.Parent ??= container;
        }
    }

    private static bool HasAncestor(InstanceEntity entity, InstanceEntity ancestor)
    {
        var parent = entity.Parent;
        while (parent is not null && parent != ancestor)
        {
            parent = parent.Parent;
        }

        return parent is not null;
    }

    /// <summary>Numbers the entities depth first, so that <see cref="IsInside"/> needs no search.</summary>
    private static void NumberTree(Dictionary<string, InstanceEntity> entities)
    {
        foreach (var entity in entities.Values)
        {
            entity.Parent?.Children.Add(entity);
        }

        var next = 0;
        var path = new Stack<(InstanceEntity Entity, int Child)>();
        foreach (var root in entities.Values.Where(entity => entity.Parent is null))
        {
            root._first = next++;
            path.Push((root, 0));
            while (path.Count > 0)
            {
                var (entity, child) = path.Pop();
                if (child == entity.Children.Count)
                {
                    entity._last = next - 1;
                    continue;
                }

                path.Push((entity, child + 1));
                entity.Children[child]._first = next++;
                path.Push((entity.Children[child], 0));
            }
        }
    }
}
