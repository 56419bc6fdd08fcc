using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Executions;

/// <summary>Gets executions.</summary>
[Cmdlet(VerbsCommon.Get, "CfyExecution", SupportsPaging = true)]
[OutputType(typeof(Execution))]
public sealed class GetCfyExecutionCommand : GetResourceCommand<Execution>
{
    /// <summary>Ids, with wildcards. Without it, all executions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(nameof(Execution.ExecutionId), Links = [nameof(DeploymentId), nameof(BlueprintId)])]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those of these deployments.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[]? DeploymentId { get; set; }

    /// <summary>Only those of deployments of these blueprints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[]? BlueprintId { get; set; }

    /// <summary>Only those of these workflows.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string[]? WorkflowId { get; set; }

    /// <summary>Only those with one of these statuses.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExecutionStatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>What the manager runs for itself, too.</summary>
    [Parameter]
    public SwitchParameter IncludeSystemWorkflow { get; set; }

    internal override string Noun => "execution";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Execution> Resources => Client.Executions;

    internal override string? KeyOf(Execution resource) => resource.Id;

    internal override void AddFilters(ListQuery query)
    {
        // An id says everything: what else a piped execution knows of itself is no filter.
        if (Id is null)
        {
            Where("deployment_id", DeploymentId);
            Where("blueprint_id", BlueprintId);
        }

        Where("workflow_id", WorkflowId);
        Where("status", Status);
        query.With("_include_system_workflows", IncludeSystemWorkflow ? "true" : null);

        void Where(string name, string[]? values)
        {
            foreach (var value in values ?? [])
            {
                query.Where(name, value);
            }
        }
    }
}
