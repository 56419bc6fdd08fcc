using System.Collections;

namespace CloudifyPS;

/// <summary>
/// The evaluated capabilities of a deployment: <c>GET /deployments/{id}/capabilities</c>, managers from 4.6 on. Every
/// capability also shows as a property.
/// </summary>
public sealed class DeploymentCapability : TenantResource
{
    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Values by name.</summary>
    public IDictionary? Capabilities { get; set; }
}
