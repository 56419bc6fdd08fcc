namespace CloudifyPS;

/// <summary>
/// The credentials with which a new manager joins a cluster. They can be any JSON value and are never displayed.
/// Add-CfyClusterNode returns them with the node, and Join-CfyCluster uses them. Manager 4.0 to 4.6, premium edition.
/// </summary>
public sealed class ClusterCredentials
{
    internal ClusterCredentials(object? value) => Value = value;

    /// <summary>The free-form JSON value. Secret.</summary>
    internal object? Value { get; }

    /// <summary>Returns a placeholder, because the credentials are secret.</summary>
    public override string ToString() => "(hidden)";
}
