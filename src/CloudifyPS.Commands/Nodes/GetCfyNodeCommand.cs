using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>Gets nodes of deployments. The ID of a node is unique within its deployment only.</summary>
[Cmdlet(VerbsCommon.Get, "CfyNode", SupportsPaging = true)]
[OutputType(typeof(Node))]
public sealed class GetCfyNodeCommand : GetResourceCommand<Node>
{
    /// <summary>The IDs of the nodes. Wildcards are permitted. The default is all nodes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeId")]
    [ResourceKey(typeof(Node), nameof(Node.NodeId), Links = [nameof(DeploymentId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Node>))]
    public string[]? Id { get; set; }

    /// <summary>The IDs of the deployments whose nodes are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The types of the nodes that are returned.</summary>
    [Parameter]
    public string[]? Type { get; set; }

    /// <summary>Evaluates intrinsic functions in properties and operations.</summary>
    [Parameter]
    public SwitchParameter EvaluateFunctions { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("deployment_id", DeploymentId);
        query.WhereAny("type", Type);
        query.With("_evaluate_functions", EvaluateFunctions ? "true" : null);
    }
}
