using System.Collections;

namespace CloudifyPS;

/// <summary>Named values of a deployment. In PowerShell, each value is a property of the object.</summary>
public abstract class DeploymentValues : TenantResource
{
    /// <summary>Gets or sets the identifier of the deployment.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>
    /// Gets or sets the values by name. Not public: every value would be serialized twice. CloudifyPS.Types.ps1xml has
    /// it as a hidden member, see <see cref="ResourceMembers"/>.
    /// </summary>
    internal IDictionary? Values { get; set; }
}
