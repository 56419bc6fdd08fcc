using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>
/// The instances of nodes and scaling groups: a tree of what contains what, multiplied level by level, and then the
/// relationships between what stands in different branches.
/// </summary>
internal sealed class InstanceGraph
{
    private const string ContainedIn = "cloudify.relationships.contained_in";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 6;

    private readonly Dictionary<string, Entity> _entities = [];
    private readonly List<Instance> _instances = [];
    private readonly HashSet<string> _ids = [];
    private readonly Random _random;
    private Dictionary<string, JObject> _before = [];

    public InstanceGraph(IReadOnlyList<JObject> nodes, JObject scalingGroups, Random random)
    {
        _random = random;
        foreach (var node in nodes)
        {
            var name = (string)node["id"]!;
            _entities[name] = new Entity(name, node, Count(node["number_of_instances"]));
        }

        foreach (var group in scalingGroups.Properties())
        {
            _entities[group.Name] = new Entity(group.Name, null, Count(group.Value["properties"]!["current_instances"]));
        }

        foreach (var group in scalingGroups.Properties())
        {
            foreach (var member in group.Value["members"]!.Select(m => (string)m!))
            {
                _entities[member].Parent = _entities[group.Name];
            }
        }

        foreach (var entity in _entities.Values.Where(e => e.Node is not null && ContainerOf(e) is not null).ToList())
        {
            // What contains a member of a group contains the whole group.
            var outermost = entity;
            while (outermost.Parent is { Node: null } group)
            {
                outermost = group;
            }

            var container = ContainerOf(entity)!;
            if (outermost != entity && IsInside(container, outermost))
            {
                entity.Parent = container;
            }
            else
            {
                outermost.Parent ??= container;
            }
        }
    }

    /// <summary>Makes the instances, anew or from those that are there.</summary>
    /// <param name="existing">Rows of the instances that are there.</param>
    /// <param name="modified">By node or group: how many <c>instances</c>, and hints of which to remove.</param>
    public void Build(IReadOnlyList<JObject>? existing = null, JObject? modified = null)
    {
        _before = (existing ?? []).ToDictionary(row => (string)row["id"]!);
        var previous = existing is null ? [] : ReadExisting(existing);
        foreach (var id in previous.Select(p => p.Id))
        {
            _ids.Add(id);
        }

        foreach (var root in _entities.Values.Where(e => e.Parent is null))
        {
            Multiply(root, null, previous, modified ?? []);
        }
    }

    /// <summary>The instances of nodes: ids, relationships, scaling groups, hosts.</summary>
    public IEnumerable<JObject> Instances()
    {
        var byNode = _instances.Where(i => i.Entity.Node is not null).GroupBy(i => i.Entity)
            .ToDictionary(g => g.Key, g => g.ToList());
        var order = _entities.Values.ToList();
        foreach (var instance in byNode.OrderBy(p => order.IndexOf(p.Key)).SelectMany(p => p.Value))
        {
            var known = _before.TryGetValue(instance.Id, out var row);
            yield return new JObject
            {
                ["id"] = instance.Id,
                ["node_id"] = instance.Entity.Name,
                ["index"] = known ? row!["index"]?.DeepClone() : NextIndex(instance, byNode[instance.Entity]),
                ["host_id"] = HostOf(instance),
                ["relationships"] = new JArray(instance.Entity.Node!["relationships"]!.Cast<JObject>()
                    .SelectMany(r => Targets(instance, r, byNode))),
                ["scaling_groups"] = new JArray(GroupsOf(instance).Select(g => new JObject
                {
                    ["name"] = g.Entity.Name,
                    ["id"] = g.Id,
                })),
            };
        }
    }

    private static int Count(JToken? count) => count?.Type == JTokenType.Integer
        ? (int)count
        : int.TryParse((string?)(count as JValue), out var number) ? number : 1;

    private int NextIndex(Instance instance, List<Instance> ofNode)
    {
        var highest = ofNode.Where(i => _before.ContainsKey(i.Id)).Select(i => (int?)_before[i.Id]["index"] ?? 0)
            .DefaultIfEmpty(0).Max();
        return highest + 1 + ofNode.Where(i => !_before.ContainsKey(i.Id)).ToList().IndexOf(instance);
    }

    private Entity? ContainerOf(Entity entity)
    {
        var target = entity.Node?["relationships"]!.FirstOrDefault(IsContainedIn)?["target_id"];
        return target is not null && _entities.TryGetValue((string)target!, out var container) ? container : null;
    }

    private static bool IsContainedIn(JToken relationship) =>
        relationship["type_hierarchy"]!.Any(t => (string?)t == ContainedIn);

    private static bool IsInside(Entity entity, Entity container)
    {
        for (var parent = entity.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == container)
            {
                return true;
            }
        }

        return false;
    }

    private void Multiply(Entity entity, Instance? parent, List<Instance> previous, JObject modified)
    {
        var instances = previous.Where(p => p.Entity == entity && p.Parent?.Id == parent?.Id).ToList();
        var wanted = Count(modified[entity.Name]?["instances"] ?? entity.Count);
        if (wanted < instances.Count && modified[entity.Name] is JObject hints)
        {
            Remove(instances, instances.Count - wanted, hints);
        }

        while (instances.Count < wanted)
        {
            instances.Add(new Instance(NewId(entity.Name), entity, parent));
        }

        foreach (var instance in instances)
        {
            _instances.Add(instance);
            foreach (var child in _entities.Values.Where(e => e.Parent == entity))
            {
                Multiply(child, instance, previous, modified);
            }
        }
    }

    /// <summary>The hinted ones go first, the excluded ones last; a hint at a member means its group's instance.</summary>
    private void Remove(List<Instance> instances, int count, JObject hints)
    {
        var included = Hinted("removed_ids_include_hint");
        var excluded = Hinted("removed_ids_exclude_hint");
        var victims = instances.Where(included.Contains)
            .Concat(instances.Where(i => !included.Contains(i) && !excluded.Contains(i)))
            .Concat(instances.Where(i => !included.Contains(i) && excluded.Contains(i))).Take(count).ToList();
        instances.RemoveAll(victims.Contains);

        List<Instance> Hinted(string name)
        {
            var ids = (hints[name] as JArray ?? []).Select(id => (string)id!).ToList();
            return [.. instances.Where(i => ids.Contains(i.Id) || ids.Any(id => _before.TryGetValue(id, out var row)
                && (row["scaling_groups"] as JArray ?? []).Any(g => (string?)g["id"] == i.Id)))];
        }
    }

    private string NewId(string name)
    {
        string id;
        do
        {
            id = name + "_" + new string([.. Enumerable.Range(0, IdLength).Select(_ => Alphabet[_random.Next(Alphabet.Length)])]);
        }
        while (!_ids.Add(id));

        return id;
    }

    private List<Instance> ReadExisting(IReadOnlyList<JObject> rows)
    {
        var result = new Dictionary<string, Instance>();
        foreach (var row in rows)
        {
            var id = (string)row["id"]!;
            result[id] = new Instance(id, _entities[(string)row["node_id"]!], null);
            foreach (var group in row["scaling_groups"] as JArray ?? [])
            {
                var groupId = (string)group["id"]!;
                if (!result.ContainsKey(groupId) && _entities.TryGetValue((string)group["name"]!, out var entity))
                {
                    result[groupId] = new Instance(groupId, entity, null);
                }
            }
        }

        foreach (var row in rows)
        {
            var chain = new List<Instance> { result[(string)row["id"]!] };
            chain.AddRange((row["scaling_groups"] as JArray ?? []).Select(g => (string)g["id"]!).Where(result.ContainsKey)
                .Select(id => result[id]));
            var container = ContainerOf(chain[0].Entity)?.Name;
            if ((row["relationships"] as JArray ?? []).FirstOrDefault(r => (string?)r["target_name"] == container) is { } contained
                && container is not null && result.TryGetValue((string)contained["target_id"]!, out var containing)
                && !chain.Contains(containing) && chain[0].Entity.Parent == containing.Entity)
            {
                chain = [chain[0], containing];
            }
            else if (container is not null && (row["relationships"] as JArray ?? [])
                .FirstOrDefault(r => (string?)r["target_name"] == container) is { } outer
                && result.TryGetValue((string)outer["target_id"]!, out var outerInstance))
            {
                chain.Add(outerInstance);
            }

            for (var i = 0; i + 1 < chain.Count; i++)
            {
                chain[i].Parent ??= chain[i + 1];
            }
        }

        return [.. result.Values];
    }

    private static string? HostOf(Instance instance)
    {
        string? host = null;
        for (var current = instance; current is not null; current = current.Parent)
        {
            if (current.Entity.Node?["host_id"] is JValue { Value: string name } && name == current.Entity.Name)
            {
                host = current.Id;
            }
        }

        return host;
    }

    /// <summary>The groups right above an instance, up to the first node.</summary>
    private static IEnumerable<Instance> GroupsOf(Instance instance)
    {
        for (var group = instance.Parent; group is { Entity.Node: null }; group = group.Parent)
        {
            yield return group;
        }
    }

    private static IEnumerable<Instance> Ancestors(Instance instance)
    {
        for (var above = instance.Parent; above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    private IEnumerable<JObject> Targets(Instance instance, JObject relationship, Dictionary<Entity, List<Instance>> byNode)
    {
        var name = (string)relationship["target_id"]!;
        var entity = _entities[name];
        var targets = byNode.TryGetValue(entity, out var all) ? all : [];
        if (IsContainedIn(relationship))
        {
            targets = [.. Ancestors(instance).Where(a => a.Entity == entity).Take(1)];
        }
        else if (Ancestors(instance).Where(a => a.Entity.Node is null).FirstOrDefault(a => IsInside(entity, a.Entity)) is { } group)
        {
            // Within a group each instance of it has its own relationships.
            if (IsAllToOne(relationship))
            {
                throw new DslException(
                    DslError.InvalidInput,
                    $"'all_to_one' connection type is not supported within groups, but the source node '{instance.Entity.Name}' and target "
                    + $"node '{name}' are both in group '{group.Entity.Name}'");
            }

            targets = [.. targets.Where(t => Ancestors(t).Any(a => a.Id == group.Id))];
        }
        else if (IsAllToOne(relationship) && targets.Count > 0)
        {
            var kept = _before.Values.Where(row => (string?)row["node_id"] == instance.Entity.Name)
                .SelectMany(row => row["relationships"]!)
                .Where(r => (string?)r["target_name"] == name && (string?)r["type"] == (string?)relationship["type"])
                .Select(r => (string?)r["target_id"]).FirstOrDefault();
            targets = [targets.FirstOrDefault(t => t.Id == kept) ?? targets.OrderBy(t => t.Id, StringComparer.Ordinal).First()];
        }

        return targets.Select(target => new JObject
        {
            ["type"] = relationship["type"]!.DeepClone(),
            ["target_name"] = name,
            ["target_id"] = target.Id,
        });
    }

    private static bool IsAllToOne(JObject relationship) =>
        (string?)relationship["properties"]?["connection_type"] == "all_to_one";

    /// <summary>A node or a scaling group.</summary>
    private sealed class Entity(string name, JObject? node, int count)
    {
        public string Name { get; } = name;

        /// <summary>Null for a group.</summary>
        public JObject? Node { get; } = node;

        public int Count { get; } = count;

        public Entity? Parent { get; set; }
    }

    private sealed class Instance(string id, Entity entity, Instance? parent)
    {
        public string Id { get; } = id;

        public Entity Entity { get; } = entity;

        public Instance? Parent { get; set; } = parent;
    }
}
