using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Removes managers from the cluster (managers 4.0 to 4.6).</summary>
[Cmdlet(VerbsCommon.Remove, "CfyClusterNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClusterNode))]
public sealed class RemoveCfyClusterNodeCommand : RemoveResourceCommand<ClusterNode>
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("NodeName")]
    [ResourceKey(nameof(ClusterNode.NodeName))]
    [ArgumentCompleter(typeof(ClusterNodeCompleter))]
    public string[] Name { get; set; } = [];

    internal override string Noun => "cluster node";

    internal override string[] Keys => Name;

    internal override ResourceClient<ClusterNode> Resources => Client.Cluster.Nodes;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Cluster.RemoveNodeAsync(key, cancellationToken);
}
