namespace CloudifyPS;

/// <summary>
/// The evaluated capabilities of a deployment: <c>GET /deployments/{id}/capabilities</c>.
/// Manager 4.6 and later.
/// </summary>
public sealed class DeploymentCapability : DeploymentValues;
