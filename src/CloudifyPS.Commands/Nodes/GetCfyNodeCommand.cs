using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Nodes;

/// <summary>Gets nodes of deployments. The id of a node is unique within its deployment only.</summary>
[Cmdlet(VerbsCommon.Get, "CfyNode", SupportsPaging = true)]
[OutputType(typeof(Node))]
public sealed class GetCfyNodeCommand : GetResourceCommand<Node>
{
    /// <summary>Ids, with wildcards. Without it, all nodes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("NodeId")]
    [ResourceKey(nameof(Node.NodeId), Links = [nameof(DeploymentId)])]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Only those of these deployments.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[]? DeploymentId { get; set; }

    /// <summary>Only those of these types.</summary>
    [Parameter]
    public string[]? Type { get; set; }

    /// <summary>Evaluates functions in properties and operations.</summary>
    [Parameter]
    public SwitchParameter EvaluateFunctions { get; set; }

    internal override string Noun => "node";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Node> Resources => Client.Nodes;

    internal override string? KeyOf(Node resource) => resource.Id;

    internal override void AddFilters(ListQuery query)
    {
        foreach (var id in DeploymentId ?? [])
        {
            query.Where("deployment_id", id);
        }

        foreach (var type in Type ?? [])
        {
            query.Where("type", type);
        }

        query.With("_evaluate_functions", EvaluateFunctions ? "true" : null);
    }

    // Managers have no address for a single node, and several deployments may have one of that name.
    internal override bool HasAddress => false;
}
