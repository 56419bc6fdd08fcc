using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Gets tenants.</summary>
[Cmdlet(VerbsCommon.Get, "CfyTenant", SupportsPaging = true)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class GetCfyTenantCommand : GetResourceCommand<Tenant>
{
    /// <summary>Names, with wildcards. Without it, all tenants that the user may see.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(typeof(CloudifyPS.Tenant), nameof(CloudifyPS.Tenant.TenantName))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string[]? Name { get; set; }

    /// <summary>Asks for the users and groups of the tenant with their roles, in place of their numbers.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override string[]? Keys => Name;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<Tenant> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.Tenants.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);
}
