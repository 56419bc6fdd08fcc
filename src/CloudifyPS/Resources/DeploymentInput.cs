using System.Collections;

namespace CloudifyPS;

/// <summary>
/// The inputs that a deployment was created with (attribute <c>inputs</c>). Every input also shows as a property.
/// </summary>
public sealed class DeploymentInput : TenantResource
{
    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>Values by name.</summary>
    public IDictionary? Inputs { get; set; }
}
