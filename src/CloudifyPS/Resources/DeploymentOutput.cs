using System.Collections;

namespace CloudifyPS;

/// <summary>
/// The evaluated outputs of a deployment: <c>GET /deployments/{id}/outputs</c>. Every output also shows as a
/// property.
/// </summary>
public sealed class DeploymentOutput : TenantResource
{
    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Values by name.</summary>
    public IDictionary? Outputs { get; set; }
}
