using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Nodes;

/// <summary>Gets node instances.</summary>
[Cmdlet(VerbsCommon.Get, "CfyNodeInstance", SupportsPaging = true)]
[OutputType(typeof(NodeInstance))]
public sealed class GetCfyNodeInstanceCommand : GetResourceCommand<NodeInstance>
{
    /// <summary>Ids, with wildcards. Without it, all node instances.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeInstanceId")]
    [ResourceKey(nameof(NodeInstance.NodeInstanceId), Links = [nameof(DeploymentId), nameof(NodeId)])]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeInstanceCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those of these deployments.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[]? DeploymentId { get; set; }

    /// <summary>Only those of these nodes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? NodeId { get; set; }

    /// <summary>Evaluates functions in runtime properties.</summary>
    [Parameter]
    public SwitchParameter EvaluateFunctions { get; set; }

    internal override string Noun => "node instance";

    internal override string[]? Keys => Id;

    internal override ResourceClient<NodeInstance> Resources => Client.NodeInstances;

    internal override string? KeyOf(NodeInstance resource) => resource.Id;

    // Evaluation is asked of the list.
    internal override bool HasAddress => !EvaluateFunctions;

    internal override void AddFilters(ListQuery query)
    {
        foreach (var id in DeploymentId ?? [])
        {
            query.Where("deployment_id", id);
        }

        foreach (var id in NodeId ?? [])
        {
            query.Where("node_id", id);
        }

        query.With("_evaluate_functions", EvaluateFunctions ? "true" : null);
    }
}
