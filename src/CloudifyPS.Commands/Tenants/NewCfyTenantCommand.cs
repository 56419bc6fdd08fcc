using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Creates tenants.</summary>
[Cmdlet(VerbsCommon.New, "CfyTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class NewCfyTenantCommand : CfySessionCmdlet
{
    /// <summary>Names: letters, digits, - . _, a letter first.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(nameof(CloudifyPS.Tenant.TenantName))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Attempt(name, () =>
            {
                if (ShouldChange($"tenant '{name}'", "New"))
                {
                    WriteResource(Run(token => Client.Tenants.CreateAsync(name, token)));
                }
            });
        }
    }
}
