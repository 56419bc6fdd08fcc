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
    /// <summary>The IDs of the deployments. Wildcards are permitted. The default is all deployments.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("DeploymentId")]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId), Links = [nameof(BlueprintId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? Id { get; set; }

    /// <summary>The IDs of the blueprints whose deployments are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("blueprint_id", BlueprintId);
    }
}
