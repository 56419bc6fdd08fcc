using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets the evaluated capabilities of deployments (managers from 4.6 on); each shows as a property.</summary>
[Cmdlet(VerbsCommon.Get, "CfyDeploymentCapability")]
[OutputType(typeof(DeploymentCapability))]
public sealed class GetCfyDeploymentCapabilityCommand : GetDeploymentValuesCommand<DeploymentCapability>
{
    internal override Task<DeploymentCapability> GetAsync(string deploymentId, CancellationToken cancellationToken) =>
        Client.Deployments.GetCapabilitiesAsync(deploymentId, cancellationToken);

    internal override IDictionary? ValuesOf(DeploymentCapability resource) => resource.Capabilities;
}
