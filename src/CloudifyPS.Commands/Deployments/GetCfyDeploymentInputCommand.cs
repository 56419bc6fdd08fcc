using System.Management.Automation;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Gets the inputs of deployments. Each input is a property of the object.</summary>
[Cmdlet(VerbsCommon.Get, "CfyDeploymentInput")]
[OutputType(typeof(DeploymentInput))]
public sealed class GetCfyDeploymentInputCommand : GetDeploymentValuesCommand<DeploymentInput>
{
    internal override async Task<DeploymentInput> GetAsync(string deploymentId, CancellationToken cancellationToken)
    {
        var deployment = await Client.Deployments.GetAsync(deploymentId, null, cancellationToken)
            .ConfigureAwait(false);
        return Client.AttachSession(new DeploymentInput
        {
            DeploymentId = deployment.Id,
            Values = deployment.Inputs,
            TenantName = deployment.TenantName,
            CreatedBy = deployment.CreatedBy,
            Visibility = deployment.Visibility,
        });
    }
}
