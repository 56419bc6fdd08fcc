namespace CloudifyPS;

/// <summary>A group of users: <c>GET /user-groups</c>.</summary>
public sealed class UserGroup : Resource
{
    /// <summary>Gets or sets the name, which is also the identifier.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the distinguished name of the corresponding LDAP group.</summary>
    public string? LdapDn { get; set; }

    /// <summary>Gets or sets the system role. Manager 4.3 and later.</summary>
    public string? Role { get; set; }

    /// <summary>Gets or sets the number of users. With -Detailed, it is the length of <see cref="Users"/>.</summary>
    public int? UserCount { get; set; }

    /// <summary>
    /// Gets or sets the number of tenants. With -Detailed, it is the length of <see cref="Tenants"/>.
    /// </summary>
    public int? TenantCount { get; set; }

    /// <summary>Gets or sets the users; null without -Detailed.</summary>
    public MemberRole[]? Users { get; set; }

    /// <summary>Gets or sets the tenants and the roles in them; null without -Detailed.</summary>
    public MemberRole[]? Tenants { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? GroupName => Name;
}
