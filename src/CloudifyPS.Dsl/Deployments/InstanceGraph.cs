using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>
/// Multiplies the nodes and scaling groups of a deployment: a tree in which everything is inside its container or its
/// group. Each instance of a container has its own instances of what is inside.
/// </summary>
internal sealed class InstanceGraph
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 6;
    private const int MaxInstances = 100_000;

    private readonly HashSet<string> _ids = [];
    private readonly Random _random;
    private Dictionary<string, JObject> _before = [];
    private long _count;

    public InstanceGraph(IReadOnlyList<JObject> nodes, JObject scalingGroups, Random random)
    {
        _random = random;
        Entities = InstanceEntity.CreateTree(nodes, scalingGroups);
    }

    /// <summary>Gets the nodes and scaling groups by name.</summary>
    public IReadOnlyDictionary<string, InstanceEntity> Entities { get; }

    /// <summary>Creates the instances of a new deployment, or changes the number of those of an existing one.</summary>
    /// <param name="existing">The node instances of the deployment, in the form of the REST API.</param>
    /// <param name="modified">By node or scaling group: <c>instances</c>, and hints on which of them to remove.</param>
    public void Build(IReadOnlyList<JObject>? existing = null, JObject? modified = null)
    {
        _before = (existing ?? []).ToDictionary(row => (string)row["id"]!);
        var previous = ReadExisting(existing ?? []);
        foreach (var instance in previous)
        {
            _ids.Add(instance.Id);
        }

        var byParent = previous.ToLookup(instance => (instance.Entity, instance.Parent?.Id));
        var toVisit = new Queue<(InstanceEntity Entity, EntityInstance? Parent)>(
            Entities.Values.Where(entity => entity.Parent is null).Select(root => (root, (EntityInstance?)null)));
        while (toVisit.Count > 0)
        {
            var (entity, parent) = toVisit.Dequeue();
            foreach (var instance in Multiply(entity, parent, [.. byParent[(entity, parent?.Id)]], modified))
            {
                instance.AttachTo(parent);
                entity.Instances.Add(instance);
                foreach (var child in entity.Children)
                {
                    toVisit.Enqueue((child, instance));
                }
            }
        }
    }

    /// <summary>Gets the instances of nodes with their relationships, scaling groups and hosts.</summary>
    public IEnumerable<JObject> Instances()
    {
        var relationships = new InstanceRelationships(Entities, _before);
        foreach (var entity in Entities.Values.Where(entity => entity.Node is not null))
        {
            var highest = entity.Instances.Where(i => _before.ContainsKey(i.Id))
                .Select(i => (int?)_before[i.Id]["index"] ?? 0).DefaultIfEmpty(0).Max();
            foreach (var instance in entity.Instances)
            {
                yield return new JObject
                {
                    ["id"] = instance.Id,
                    ["node_id"] = entity.Name,
                    ["index"] = _before.TryGetValue(instance.Id, out var row) ? row["index"]?.DeepClone() : ++highest,
                    ["host_id"] = instance.HostId,
                    ["relationships"] = relationships.Of(instance),
                    ["scaling_groups"] = new JArray(instance.EnclosingGroups.Select(group => new JObject
                    {
                        ["name"] = group.Entity.Name,
                        ["id"] = group.Id,
                    })),
                };
            }
        }
    }

    private List<EntityInstance> Multiply(
        InstanceEntity entity, EntityInstance? parent, List<EntityInstance> instances, JObject? modified)
    {
        var change = modified?[entity.Name] as JObject;
        var wanted = change?["instances"] is { } count ? InstanceEntity.ReadCount(count) : entity.Count;
        if (wanted < instances.Count && change is not null)
        {
            Remove(instances, instances.Count - wanted, change);
        }

        _count += wanted;
        if (_count > MaxInstances)
        {
            throw new DslException(
                DslError.FailedPlanning, $"The deployment would have more than {MaxInstances} node instances.");
        }

        while (instances.Count < wanted)
        {
            instances.Add(new EntityInstance(NewId(entity.Name), entity));
        }

        return instances;
    }

    /// <summary>
    /// Removes included instances first and excluded ones last. A hint on a member of a group means the group's instance.
    /// </summary>
    private void Remove(List<EntityInstance> instances, int count, JObject hints)
    {
        var included = Hinted("removed_ids_include_hint");
        var excluded = Hinted("removed_ids_exclude_hint");
        var victims = new HashSet<EntityInstance>(instances
            .OrderBy(i => included.Contains(i.Id) ? 0 : excluded.Contains(i.Id) ? 2 : 1).Take(count));
        instances.RemoveAll(victims.Contains);

        HashSet<string> Hinted(string name)
        {
            var ids = (hints[name] as JArray ?? []).Select(id => (string)id!).ToList();
            var groups = ids.SelectMany(id => _before.TryGetValue(id, out var row)
                ? (row["scaling_groups"] as JArray ?? []).Select(group => (string)group["id"]!)
                : []);
            return [.. ids.Concat(groups)];
        }
    }

    private string NewId(string name)
    {
        var suffix = new char[IdLength];
        string id;
        do
        {
            for (var i = 0; i < IdLength; i++)
            {
                suffix[i] = Alphabet[_random.Next(Alphabet.Length)];
            }

            id = name + "_" + new string(suffix);
        }
        while (!_ids.Add(id));

        return id;
    }

    private List<EntityInstance> ReadExisting(IReadOnlyList<JObject> rows)
    {
        var result = new Dictionary<string, EntityInstance>();
        foreach (var row in rows)
        {
            Add((string)row["id"]!, (string)row["node_id"]!);
            foreach (var group in row["scaling_groups"] as JArray ?? [])
            {
                Add((string)group["id"]!, (string)group["name"]!);
            }
        }

        foreach (var row in rows)
        {
            SetParents(row);
        }

        return [.. result.Values];

        void Add(string id, string name)
        {
            if (!result.ContainsKey(id) && Entities.TryGetValue(name, out var entity))
            {
                result[id] = new EntityInstance(id, entity);
            }
        }

        void SetParents(JObject row)
        {
            var own = result[(string)row["id"]!];
            var groups = (row["scaling_groups"] as JArray ?? []).Select(g => (string)g["id"]!)
                .Where(result.ContainsKey).Select(id => result[id]);
            var target = (row["relationships"] as JArray ?? [])
                .FirstOrDefault(r => (string?)r["target_name"] == own.Entity.Container)?["target_id"];
            var container = target is not null && result.TryGetValue((string)target!, out var found) ? found : null;
            var chain = container is not null && own.Entity.Parent == container.Entity
                ? [container]
                : groups.Concat(container is null ? [] : [container]);
            var inner = own;
            foreach (var outer in chain)
            {
                inner.AttachTo(inner.Parent ?? outer);
                inner = outer;
            }
        }
    }
}
