using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Creates tenants.</summary>
[Cmdlet(VerbsCommon.New, "CfyTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class NewCfyTenantCommand : CfySessionCmdlet
{
    /// <summary>
    /// The names of the new tenants. A name begins with a letter and contains letters, digits, hyphens, periods and
    /// underscores.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(typeof(CloudifyPS.Tenant), nameof(CloudifyPS.Tenant.TenantName))]
    public string[] Name { get; set; } = [];

    internal override void Process()
    {
        foreach (var name in Name)
        {
            ProcessInput(name, () =>
            {
                if (ShouldChange($"tenant '{name}'", "New"))
                {
                    WriteResource(Run(token => Client.Tenants.CreateAsync(name, token)));
                }
            });
        }
    }
}
