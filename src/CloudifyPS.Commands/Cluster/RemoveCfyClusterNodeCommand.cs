using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Removes nodes from the cluster. Manager 4.0 to 4.6.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyClusterNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClusterNode))]
public sealed class RemoveCfyClusterNodeCommand : RemoveResourceCommand<ClusterNode>
{
    /// <summary>The names of the nodes to remove.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("NodeName")]
    [ResourceKey(typeof(ClusterNode), nameof(ClusterNode.NodeName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<ClusterNode>))]
    public string[] Name { get; set; } = [];

    internal override string[] Keys => Name;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Cluster.RemoveNodeAsync(key, cancellationToken);
}
