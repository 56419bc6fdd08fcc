using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Removes tenants. A tenant must be empty.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyTenant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class RemoveCfyTenantCommand : RemoveResourceCommand<Tenant>
{
    /// <summary>The names of the tenants.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(typeof(CloudifyPS.Tenant), nameof(CloudifyPS.Tenant.TenantName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string[] Name { get; set; } = [];

    internal override string[] Keys => Name;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Tenants.DeleteAsync(key, cancellationToken);
}
