namespace CloudifyPS;

/// <summary>The evaluated outputs of a deployment: <c>GET /deployments/{id}/outputs</c>.</summary>
public sealed class DeploymentOutput : DeploymentValues;
