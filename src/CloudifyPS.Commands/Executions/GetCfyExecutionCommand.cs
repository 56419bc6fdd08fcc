using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>Gets executions.</summary>
[Cmdlet(VerbsCommon.Get, "CfyExecution", SupportsPaging = true)]
[OutputType(typeof(Execution))]
public sealed class GetCfyExecutionCommand : GetResourceCommand<Execution>
{
    /// <summary>Ids, with wildcards. Without it, all executions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), Links = [nameof(DeploymentId), nameof(BlueprintId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? Id { get; set; }

    /// <summary>The deployments to which the objects must belong.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The blueprints to whose deployments the executions must belong.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    /// <summary>The workflows of which the executions must be.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string[]? WorkflowId { get; set; }

    /// <summary>The statuses that the executions must have.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.ExecutionStatuses))]
    [ArgumentCompleter(typeof(FixedValues.ExecutionStatuses))]
    public string[]? Status { get; set; }

    /// <summary>Includes the executions that the manager starts itself.</summary>
    [Parameter]
    public SwitchParameter IncludeSystemWorkflow { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        // A piped execution brings its deployment and its blueprint along; they do not narrow its id any further.
        if (Id is null || IsOnCommandLine(nameof(DeploymentId)))
        {
            query.WhereAny("deployment_id", DeploymentId);
        }

        if (Id is null || IsOnCommandLine(nameof(BlueprintId)))
        {
            query.WhereAny("blueprint_id", BlueprintId);
        }

        query.WhereAny("workflow_id", WorkflowId);
        query.WhereAny("status", Status);

        // An execution that is named is found in the list, too, if the manager runs it for itself.
        query.With("_include_system_workflows", IncludeSystemWorkflow || Id is not null ? "true" : null);
    }
}
