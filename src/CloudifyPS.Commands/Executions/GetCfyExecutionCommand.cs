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
    /// <summary>The IDs of the executions. Wildcards are permitted. The default is all executions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), Links = [nameof(DeploymentId), nameof(BlueprintId)])]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? Id { get; set; }

    /// <summary>The IDs of the deployments whose executions are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The IDs of the blueprints whose deployments' executions are returned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    /// <summary>The names of the workflows whose executions are returned.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string[]? WorkflowId { get; set; }

    /// <summary>The statuses of the executions that are returned.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.ExecutionStatuses))]
    [ArgumentCompleter(typeof(FixedValues.ExecutionStatuses))]
    public string[]? Status { get; set; }

    /// <summary>Includes executions of system workflows, which the manager starts itself.</summary>
    [Parameter]
    public SwitchParameter IncludeSystemWorkflow { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        // A piped execution also binds its deployment and blueprint. These do not restrict the result any further.
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

        // An execution that is requested by ID is found even if it runs a system workflow.
        query.With("_include_system_workflows", IncludeSystemWorkflow || Id is not null ? "true" : null);
    }
}
