namespace CloudifyPS;

/// <summary>
/// The inputs of a deployment, including defaults from the blueprint: <c>inputs</c> of <c>GET /deployments/{id}</c>.
/// </summary>
public sealed class DeploymentInput : DeploymentValues;
