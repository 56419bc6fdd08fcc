using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets the workflows of deployments and the parameters that they declare.</summary>
[Cmdlet(VerbsCommon.Get, "CfyWorkflow")]
[OutputType(typeof(Workflow))]
public sealed class GetCfyWorkflowCommand : CfySessionCmdlet
{
    /// <summary>The IDs of the deployments.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[] DeploymentId { get; set; } = [];

    /// <summary>The name of the workflows. Wildcards are permitted. The default is all workflows.</summary>
    [Parameter(Position = 1)]
    [Alias("WorkflowId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string? Name { get; set; }

    internal override void Process()
    {
        var pattern = WildcardPattern.Get(Name ?? "*", WildcardOptions.IgnoreCase);
        foreach (var id in DeploymentId)
        {
            ProcessInput(id, () =>
            {
                var deployment = Run(token => Client.Deployments.GetAsync(id, null, token));
                var workflows = deployment.Workflows ?? [];
                foreach (var workflow in workflows.Where(one => pattern.IsMatch(one.Name ?? string.Empty)))
                {
                    workflow.DeploymentId = id;
                    WriteResource(Client.AttachSession(workflow));
                }
            });
        }
    }
}
