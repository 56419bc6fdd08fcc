using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets deployments.</summary>
[Cmdlet(VerbsCommon.Get, "CfyDeployment", SupportsPaging = true)]
[OutputType(typeof(Deployment))]
public sealed class GetCfyDeploymentCommand : GetResourceCommand<Deployment>
{
    /// <summary>Ids, with wildcards. Without it, all deployments.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("DeploymentId")]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId), Links = [nameof(BlueprintId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? Id { get; set; }

    /// <summary>The blueprints of which the deployments must be.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("blueprint_id", BlueprintId);
    }
}
