using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Gets the nodes of the cluster. Manager 4.0 to 4.6.</summary>
[Cmdlet(VerbsCommon.Get, "CfyClusterNode", SupportsPaging = true)]
[OutputType(typeof(ClusterNode))]
public sealed class GetCfyClusterNodeCommand : GetResourceCommand<ClusterNode>
{
    /// <summary>The names of the nodes. Wildcards are permitted. The default is all nodes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeName")]
    [ResourceKey(typeof(ClusterNode), nameof(ClusterNode.NodeName))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<ClusterNode>))]
    public string[]? Name { get; set; }

    internal override string[]? Keys => Name;
}
