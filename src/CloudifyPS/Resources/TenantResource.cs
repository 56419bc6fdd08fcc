namespace CloudifyPS;

/// <summary>A resource that belongs to a tenant.</summary>
public abstract class TenantResource : Resource
{
    /// <summary>The tenant it belongs to.</summary>
    public string? TenantName { get; set; }

    /// <summary>The user who created it.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>
    /// private, tenant or global. Manager 4.3 and later.; for older ones it is derived from what they send instead
    /// (<c>resource_availability</c>, <c>private_resource</c>).
    /// </summary>
    public string? Visibility { get; set; }
}
