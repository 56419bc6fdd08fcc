namespace CloudifyPS;

/// <summary>A resource that belongs to a tenant.</summary>
public abstract class TenantResource : Resource
{
    /// <summary>Gets or sets the name of the tenant.</summary>
    public string? TenantName { get; set; }

    /// <summary>Gets or sets the name of the user who created the resource.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>
    /// Gets or sets the visibility: private, tenant or global. Before Manager 4.3, the value is derived from
    /// <c>resource_availability</c> or <c>private_resource</c>.
    /// </summary>
    public string? Visibility { get; set; }
}
