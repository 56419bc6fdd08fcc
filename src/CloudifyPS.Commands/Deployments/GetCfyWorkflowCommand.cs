using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets the workflows of deployments, with the parameters they declare. Pipe one to Start-CfyExecution to run it.</summary>
[Cmdlet(VerbsCommon.Get, "CfyWorkflow")]
[OutputType(typeof(Workflow))]
public sealed class GetCfyWorkflowCommand : CfySessionCmdlet
{
    /// <summary>Ids of deployments.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[] DeploymentId { get; set; } = [];

    /// <summary>Names, with wildcards. Without it, all of them.</summary>
    [Parameter(Position = 1)]
    [Alias("WorkflowId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var pattern = WildcardPattern.Get(Name ?? "*", WildcardOptions.IgnoreCase);
        foreach (var id in DeploymentId)
        {
            Attempt(id, () =>
            {
                var deployment = Run(token => Client.Deployments.GetAsync(id, null, token));
                foreach (var workflow in (deployment.Workflows ?? []).Where(one => pattern.IsMatch(one.Name ?? string.Empty)))
                {
                    workflow.DeploymentId = id;
                    WriteResource(Client.AttachSession(workflow));
                }
            });
        }
    }
}
