using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Removes tenants. A tenant must be empty.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class RemoveCfyTenantCommand : RemoveResourceCommand<Tenant>
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(nameof(CloudifyPS.Tenant.TenantName))]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string[] Name { get; set; } = [];

    internal override string Noun => "tenant";

    internal override string[] Keys => Name;

    internal override ResourceClient<Tenant> Resources => Client.Tenants;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Tenants.DeleteAsync(key, cancellationToken);
}
