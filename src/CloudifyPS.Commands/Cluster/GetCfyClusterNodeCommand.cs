using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Gets the managers of the cluster (managers 4.0 to 4.6).</summary>
[Cmdlet(VerbsCommon.Get, "CfyClusterNode", SupportsPaging = true)]
[OutputType(typeof(ClusterNode))]
public sealed class GetCfyClusterNodeCommand : GetResourceCommand<ClusterNode>
{
    /// <summary>Names, with wildcards. Without it, all of them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeName")]
    [ResourceKey(nameof(ClusterNode.NodeName))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClusterNodeCompleter))]
    public string[]? Name { get; set; }

    internal override string Noun => "cluster node";

    internal override string[]? Keys => Name;

    internal override ResourceClient<ClusterNode> Resources => Client.Cluster.Nodes;

    internal override string? KeyOf(ClusterNode resource) => resource.Name;
}
