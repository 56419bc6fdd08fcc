using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Gets tenants.</summary>
[Cmdlet(VerbsCommon.Get, "CfyTenant", SupportsPaging = true)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class GetCfyTenantCommand : GetResourceCommand<Tenant>
{
    /// <summary>Names, with wildcards. Without it, all tenants that the user may see.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("TenantName")]
    [ResourceKey(nameof(CloudifyPS.Tenant.TenantName))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Asks for the users and groups of the tenant with their roles, in place of their numbers.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override string Noun => "tenant";

    internal override string[]? Keys => Name;

    internal override ResourceClient<Tenant> Resources => Client.Tenants;

    internal override string? KeyOf(Tenant resource) => resource.Name;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<Tenant> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.Tenants.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);
}
