namespace CloudifyPS;

/// <summary>The inputs of a deployment, completed with the defaults of its blueprint.</summary>
public sealed class DeploymentInput : DeploymentValues;
