namespace CloudifyPS.Client.Resources;

/// <summary>Specifies the scope in which the keys of a kind of resource are unique.</summary>
internal enum TenantScope
{
    /// <summary>A key is unique in its tenant. The same key can exist in other tenants.</summary>
    Tenant,

    /// <summary>A key is unique on the manager.</summary>
    Manager,
}
