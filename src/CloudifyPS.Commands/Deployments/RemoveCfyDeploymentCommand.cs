using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Removes deployments. Managers from 5.1 on answer before they are gone; -Wait waits for it.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Deployment))]
public sealed class RemoveCfyDeploymentCommand : RemoveResourceCommand<Deployment>
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("DeploymentId")]
    [ResourceKey(nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes it even if its nodes are installed. They stay where they are.</summary>
    [Parameter]
    [Alias("Force")]
    public SwitchParameter IgnoreLiveNodes { get; set; }

    /// <summary>Removes its logs too (managers from 5.0 on).</summary>
    [Parameter]
    public SwitchParameter WithLogs { get; set; }

    /// <summary>Removes what belongs to it too (managers from 7.0.4 on).</summary>
    [Parameter]
    public SwitchParameter Recursive { get; set; }

    /// <summary>Returns when it is gone.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    internal override string Noun => "deployment";

    internal override string[] Keys => Id;

    internal override ResourceClient<Deployment> Resources => Client.Deployments;

    internal override async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        await Client.Deployments.DeleteAsync(key, IgnoreLiveNodes, WithLogs, Recursive, cancellationToken)
            .ConfigureAwait(false);
        if (Wait)
        {
            await Client.Deployments.WaitUntilGoneAsync(key, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
