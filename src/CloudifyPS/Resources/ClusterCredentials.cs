namespace CloudifyPS;

/// <summary>
/// The credentials that a new manager joins a cluster with: whatever JSON the manager sent, kept as it came and shown
/// nowhere. Add-CfyClusterNode returns them with the node and Join-CfyCluster takes them.
/// </summary>
public sealed class ClusterCredentials
{
    internal ClusterCredentials(object? value) => Value = value;

    /// <summary>The free-form JSON value. Secret.</summary>
    internal object? Value { get; }

    /// <summary>Says nothing of the credentials.</summary>
    public override string ToString() => "(hidden)";
}
