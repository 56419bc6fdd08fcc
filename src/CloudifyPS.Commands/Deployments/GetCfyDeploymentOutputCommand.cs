using System.Management.Automation;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets the evaluated outputs of deployments. Each output is a property of the object.</summary>
[Cmdlet(VerbsCommon.Get, "CfyDeploymentOutput")]
[OutputType(typeof(DeploymentOutput))]
public sealed class GetCfyDeploymentOutputCommand : GetDeploymentValuesCommand<DeploymentOutput>
{
    internal override Task<DeploymentOutput> GetAsync(string deploymentId, CancellationToken cancellationToken) =>
        Client.Deployments.GetOutputsAsync(deploymentId, cancellationToken);
}
