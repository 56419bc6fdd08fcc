using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>
/// Removes deployments. Manager 5.1 and later respond before a deployment has been removed. Use -Wait to wait for it.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "CfyDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Deployment))]
public sealed class RemoveCfyDeploymentCommand : RemoveResourceCommand<Deployment>
{
    /// <summary>The IDs of the deployments.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("DeploymentId")]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes a deployment even if its nodes are installed. The nodes are not uninstalled.</summary>
    [Parameter]
    [Alias("Force")]
    public SwitchParameter IgnoreLiveNodes { get; set; }

    /// <summary>Removes the logs of the deployment. Manager 5.0 and later.</summary>
    [Parameter]
    public SwitchParameter WithLogs { get; set; }

    /// <summary>Removes the deployments that belong to the deployment. Manager 7.0.4 and later.</summary>
    [Parameter]
    public SwitchParameter Recursive { get; set; }

    /// <summary>Waits until the deployment has been removed.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum number of seconds to wait. The manager continues after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    internal override string[] Keys => Id;

    internal override async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        await Client.Deployments.DeleteAsync(key, IgnoreLiveNodes, WithLogs, Recursive, cancellationToken)
            .ConfigureAwait(false);
        if (Wait)
        {
            await Client.Deployments.WaitUntilGoneAsync(key, Seconds(TimeoutSec), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
