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
    /// <summary>
    /// The names of the tenants. Wildcards are permitted. The default is all tenants to which the user has access.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(typeof(CloudifyPS.Tenant), nameof(CloudifyPS.Tenant.TenantName))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string[]? Name { get; set; }

    /// <summary>Returns the users and groups of the tenant with their roles, instead of their number.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override string[]? Keys => Name;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<Tenant> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.Tenants.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);
}
