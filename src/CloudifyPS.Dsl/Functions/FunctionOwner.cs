namespace CloudifyPS.Dsl.Functions;

/// <summary>
/// The node or the node instance whose properties a function was found in. Its SELF means that owner and not the node
/// instance that the evaluation was started for.
/// </summary>
internal sealed record FunctionOwner
{
    private FunctionOwner(string? node, string? instance)
    {
        Node = node;
        Instance = instance;
    }

    /// <summary>Gets the id of the node; null if the owner is an instance.</summary>
    public string? Node { get; }

    /// <summary>Gets the id of the node instance; null if the owner is a node.</summary>
    public string? Instance { get; }

    public static FunctionOwner OfNode(string id) => new(id, null);

    public static FunctionOwner OfInstance(string id) => new(null, id);
}
