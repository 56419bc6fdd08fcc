using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets deployments.</summary>
[Cmdlet(VerbsCommon.Get, "CfyDeployment", SupportsPaging = true)]
[OutputType(typeof(Deployment))]
public sealed class GetCfyDeploymentCommand : GetResourceCommand<Deployment>
{
    /// <summary>Ids, with wildcards. Without it, all deployments.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("DeploymentId")]
    [ResourceKey(nameof(Deployment.DeploymentId), Links = [nameof(BlueprintId)])]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those of these blueprints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[]? BlueprintId { get; set; }

    internal override string Noun => "deployment";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Deployment> Resources => Client.Deployments;

    internal override bool SearchFindsKey => true;

    internal override string? KeyOf(Deployment resource) => resource.Id;

    internal override void AddFilters(ListQuery query)
    {
        foreach (var id in BlueprintId ?? [])
        {
            query.Where("blueprint_id", id);
        }
    }
}
