namespace CloudifyPS;

/// <summary>A group of users: <c>GET /user-groups</c>.</summary>
public sealed class UserGroup : Resource
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The LDAP group it stands for.</summary>
    public string? LdapDn { get; set; }

    /// <summary>The system role. Manager 4.3 and later.</summary>
    public string? Role { get; set; }

    /// <summary>How many users; from the length of <c>users</c> where names were asked for.</summary>
    public int? UserCount { get; set; }

    /// <summary>How many tenants; from the length of <c>tenants</c> where names were asked for.</summary>
    public int? TenantCount { get; set; }

    /// <summary>The users; -Detailed asks for them.</summary>
    public MemberRole[]? Users { get; set; }

    /// <summary>The tenants with the roles there; -Detailed asks for them.</summary>
    public MemberRole[]? Tenants { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? GroupName => Name;
}
