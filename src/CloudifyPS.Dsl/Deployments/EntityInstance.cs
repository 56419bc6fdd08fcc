namespace CloudifyPS.Dsl.Deployments;

/// <summary>An instance of a node or of a scaling group.</summary>
internal sealed class EntityInstance(string id, InstanceEntity entity)
{
    public string Id { get; } = id;

    public InstanceEntity Entity { get; } = entity;

    /// <summary>Gets the instance of the container or group; null at the top.</summary>
    public EntityInstance? Parent { get; private set; }

    /// <summary>Gets the id of the outermost host that the instance is or is in; null without a host.</summary>
    public string? HostId { get; private set; }

    /// <summary>Gets the innermost group instance around the instance, also through containers.</summary>
    public EntityInstance? Group { get; private set; }

    /// <summary>Gets the group instances up to the next container.</summary>
    public IEnumerable<EntityInstance> EnclosingGroups
    {
        get
        {
            for (var group = Parent; group is { Entity.Node: null }; group = group.Parent)
            {
                yield return group;
            }
        }
    }

    /// <summary>Sets the parent; its own parents must be set.</summary>
    public void AttachTo(EntityInstance? parent)
    {
        Parent = parent;
        HostId = parent?.HostId ?? (Entity.IsHost ? Id : null);
        Group = parent is { Entity.Node: null } ? parent : parent?.Group;
    }
}
