namespace CloudifyPS;

/// <summary>A relationship of a node instance.</summary>
public sealed class NodeInstanceRelationship : Resource
{
    /// <summary>The relationship type.</summary>
    public string? Type { get; set; }

    /// <summary>The other instance.</summary>
    public string? TargetId { get; set; }

    /// <summary>The node of the other instance.</summary>
    public string? TargetName { get; set; }

    /// <summary>Returns the last part of the type, and the target.</summary>
    public override string ToString() => $"{Type?.Substring(Type.LastIndexOf('.') + 1)} {TargetId}";
}
