using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>Gets node instances.</summary>
[Cmdlet(VerbsCommon.Get, "CfyNodeInstance", SupportsPaging = true)]
[OutputType(typeof(NodeInstance))]
public sealed class GetCfyNodeInstanceCommand : GetResourceCommand<NodeInstance>
{
    /// <summary>The IDs of the node instances. Wildcards are permitted. The default is all node instances.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeInstanceId")]
    [ResourceKey(
        typeof(NodeInstance), nameof(NodeInstance.NodeInstanceId), Links = [nameof(DeploymentId), nameof(NodeId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<NodeInstance>))]
    public string[]? Id { get; set; }

    /// <summary>The IDs of the deployments whose node instances are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The IDs of the nodes whose instances are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Node>))]
    public string[]? NodeId { get; set; }

    /// <summary>Evaluates intrinsic functions in runtime properties.</summary>
    [Parameter]
    public SwitchParameter EvaluateFunctions { get; set; }

    internal override string[]? Keys => Id;

    internal override bool NeedsList => EvaluateFunctions;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("deployment_id", DeploymentId);
        query.WhereAny("node_id", NodeId);
        query.With("_evaluate_functions", EvaluateFunctions ? "true" : null);
    }
}
