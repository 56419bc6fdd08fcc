namespace CloudifyPS;

/// <summary>A relationship of a node instance: <c>relationships</c> of <c>GET /node-instances</c>.</summary>
public sealed class NodeInstanceRelationship : Resource
{
    /// <summary>Gets or sets the type of the relationship.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the identifier of the target instance.</summary>
    public string? TargetId { get; set; }

    /// <summary>Gets or sets the name of the node of the target instance.</summary>
    public string? TargetName { get; set; }

    /// <summary>Returns the last part of the type, and the target.</summary>
    public override string ToString() => $"{Type?.Substring(Type.LastIndexOf('.') + 1)} {TargetId}";
}
