using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Finds the target instances of the relationships of node instances.</summary>
internal sealed class InstanceRelationships
{
    private const int MaxRelationships = 1_000_000;
    private const string DependsOn = "cloudify.relationships.depends_on";
    private const string ConnectedTo = "cloudify.relationships.connected_to";

    private readonly IReadOnlyDictionary<string, InstanceEntity> _entities;
    private readonly ILookup<(string Node, string Target, string Type), string> _before;
    private readonly Dictionary<(InstanceEntity Group, InstanceEntity Target), ILookup<EntityInstance, EntityInstance>>
        _byGroup = [];

    private int _count;

    /// <param name="entities">The nodes and scaling groups, with their instances.</param>
    /// <param name="before">The existing node instances by id, in the form of the REST API.</param>
    public InstanceRelationships(
        IReadOnlyDictionary<string, InstanceEntity> entities, IReadOnlyDictionary<string, JObject> before)
    {
        _entities = entities;
        _before = (from row in before.Values
                   from relationship in row["relationships"] as JArray ?? []
                   select (Key: ((string)row["node_id"]!, (string)relationship["target_name"]!,
                       (string)relationship["type"]!), Target: (string)relationship["target_id"]!))
            .ToLookup(entry => entry.Key, entry => entry.Target);
    }

    public JArray Of(EntityInstance instance)
    {
        var result = new JArray();
        foreach (var relationship in instance.Entity.Relationships)
        {
            foreach (var target in Targets(instance, relationship))
            {
                Reserve();
                result.Add(new JObject
                {
                    ["type"] = relationship["type"]!.DeepClone(),
                    ["target_name"] = target.Entity.Name,
                    ["target_id"] = target.Id,
                });
            }
        }

        return result;
    }

    private IEnumerable<EntityInstance> Targets(EntityInstance instance, JObject relationship)
    {
        var target = _entities[InstanceEntity.TargetOf(relationship)];
        if (InstanceEntity.IsContainment(relationship))
        {
            return ContainerOf(instance, target);
        }

        var isAllToOne = IsAllToOne(relationship);
        if (CommonGroup(instance, target) is not { } group)
        {
            return isAllToOne ? One(instance.Entity, target, (string)relationship["type"]!) : target.Instances;
        }

        return isAllToOne
            ? throw new DslException(
                DslError.FailedPlanning,
                "dsl_parser.exceptions.UnsupportedAllToOneInGroup: 'all_to_one' connection type is not supported within groups, but the source node "
                + $"'{instance.Entity.Name}' and target node '{target.Name}' are both in group '{group.Entity.Name}'")
            : InGroup(group, target);
    }

    private void Reserve()
    {
        if (++_count > MaxRelationships)
        {
            throw new DslException(
                DslError.FailedPlanning,
                $"The deployment would have more than {MaxRelationships} relationships between node instances.");
        }
    }

    private static bool IsAllToOne(JObject relationship)
    {
        if (!relationship["type_hierarchy"]!.Any(type => (string?)type is DependsOn or ConnectedTo))
        {
            throw Unsupported("UnsupportedRelationship");
        }

        return relationship["properties"]?["connection_type"] switch
        {
            JValue { Value: "all_to_all" } => false,
            JValue { Value: "all_to_one" } => true,
            _ => throw Unsupported("IllegalConnectedToConnectionType"),
        };

        static DslException Unsupported(string exception) =>
            new(DslError.FailedPlanning, "dsl_parser.exceptions." + exception);
    }

    private static IEnumerable<EntityInstance> ContainerOf(EntityInstance instance, InstanceEntity container)
    {
        for (var outer = instance.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.Entity == container)
            {
                return [outer];
            }
        }

        return [];
    }

    /// <summary>Finds the innermost group instance that has an instance of the target too.</summary>
    private static EntityInstance? CommonGroup(EntityInstance instance, InstanceEntity target)
    {
        var group = instance.Group;
        while (group is not null && !target.IsInside(group.Entity))
        {
            group = group.Group;
        }

        return group;
    }

    private IEnumerable<EntityInstance> InGroup(EntityInstance group, InstanceEntity target)
    {
        if (!_byGroup.TryGetValue((group.Entity, target), out var lookup))
        {
            lookup = target.Instances.ToLookup(instance => GroupOf(instance, group.Entity));
            _byGroup[(group.Entity, target)] = lookup;
        }

        return lookup[group];

        static EntityInstance GroupOf(EntityInstance instance, InstanceEntity entity)
        {
            var outer = instance.Group!;
            while (outer.Entity != entity)
            {
                outer = outer.Group!;
            }

            return outer;
        }
    }

    /// <summary>Selects the target of <c>all_to_one</c>: the one that existing instances have, or the first id.</summary>
    private IEnumerable<EntityInstance> One(InstanceEntity source, InstanceEntity target, string type)
    {
        if (target.Instances.Count == 0)
        {
            return [];
        }

        var kept = _before[(source.Name, target.Name, type)].FirstOrDefault();
        return [target.Instances.FirstOrDefault(i => i.Id == kept) ?? target.FirstById];
    }
}
