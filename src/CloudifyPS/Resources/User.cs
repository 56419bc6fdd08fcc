using System.Collections;

namespace CloudifyPS;

/// <summary>A user: <c>GET /users</c>.</summary>
public sealed class User : Resource
{
    /// <summary>Gets or sets the name (<c>username</c>).</summary>
    public string? UserName { get; set; }

    /// <summary>Gets or sets the system role: sys_admin or default; admin or user on Manager 4.0 and 4.1.</summary>
    public string? Role { get; set; }

    /// <summary>Gets or sets whether the user can log in.</summary>
    public bool? Active { get; set; }

    /// <summary>Gets or sets whether the user is locked after failed logins. Manager 4.4 and later.</summary>
    public bool? IsLocked { get; set; }

    /// <summary>Gets or sets the time of the last login.</summary>
    public DateTimeOffset? LastLoginAt { get; set; }

    /// <summary>Gets or sets the time of the first login. Manager 6.0 and later.</summary>
    public DateTimeOffset? FirstLoginAt { get; set; }

    /// <summary>Gets or sets the time of creation. Manager 7.0 and later.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>
    /// Gets or sets the number of tenants. With -Detailed, it is the length of <see cref="Tenants"/>.
    /// </summary>
    public int? TenantCount { get; set; }

    /// <summary>Gets or sets the number of groups. With -Detailed, it is the length of <see cref="Groups"/>.</summary>
    public int? GroupCount { get; set; }

    /// <summary>Gets or sets the tenants and the roles in them; null without -Detailed.</summary>
    public MemberRole[]? Tenants { get; set; }

    /// <summary>Gets or sets the groups of the user; null without -Detailed.</summary>
    public MemberRole[]? Groups { get; set; }

    /// <summary>
    /// Gets or sets the direct and inherited roles in tenants; null without -Detailed. Manager 4.3 and later.
    /// </summary>
    public IDictionary? TenantRoles { get; set; }

    /// <summary>Gets or sets the system roles that the user inherits from groups. Manager 4.3 and later.</summary>
    public IDictionary? GroupSystemRoles { get; set; }

    /// <summary>Gets or sets whether the web console shows its getting-started page. Manager 6.0 and later.</summary>
    public bool? ShowGettingStarted { get; set; }
}
