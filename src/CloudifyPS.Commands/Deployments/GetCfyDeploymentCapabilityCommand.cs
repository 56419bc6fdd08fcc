using System.Management.Automation;

namespace CloudifyPS.Commands.Deployments;

/// <summary>
/// Gets the evaluated capabilities of deployments. Each capability is a property of the object. Manager 4.6 and later.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfyDeploymentCapability")]
[OutputType(typeof(DeploymentCapability))]
public sealed class GetCfyDeploymentCapabilityCommand : GetDeploymentValuesCommand<DeploymentCapability>
{
    internal override Task<DeploymentCapability> GetAsync(string deploymentId, CancellationToken cancellationToken) =>
        Client.Deployments.GetCapabilitiesAsync(deploymentId, cancellationToken);
}
