namespace CloudifyPS.Client.Resources;

/// <summary>Where the names of a kind of resource are unique.</summary>
internal enum TenantScope
{
    /// <summary>In a tenant: the same name may exist in other tenants.</summary>
    Tenant,

    /// <summary>On the manager.</summary>
    Manager,
}
