using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>Gets nodes of deployments. The id of a node is unique within its deployment only.</summary>
[Cmdlet(VerbsCommon.Get, "CfyNode", SupportsPaging = true)]
[OutputType(typeof(Node))]
public sealed class GetCfyNodeCommand : GetResourceCommand<Node>
{
    /// <summary>Ids, with wildcards. Without it, all nodes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeId")]
    [ResourceKey(typeof(Node), nameof(Node.NodeId), Links = [nameof(DeploymentId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Node>))]
    public string[]? Id { get; set; }

    /// <summary>The deployments to which the objects must belong.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The node types.</summary>
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
