using System.Collections;

namespace CloudifyPS;

/// <summary>A user: <c>GET /users</c>.</summary>
public sealed class User : Resource
{
    /// <summary>The name (<c>username</c>).</summary>
    public string? UserName { get; set; }

    /// <summary>The system role: sys_admin or default; admin or user on 4.0 and 4.1.</summary>
    public string? Role { get; set; }

    /// <summary>Whether the user may log in.</summary>
    public bool? Active { get; set; }

    /// <summary>Whether failed logins have locked it. Manager 4.4 and later.</summary>
    public bool? IsLocked { get; set; }

    /// <summary>The last login.</summary>
    public DateTimeOffset? LastLoginAt { get; set; }

    /// <summary>The first login. Manager 6.0 and later.</summary>
    public DateTimeOffset? FirstLoginAt { get; set; }

    /// <summary>Gets or sets the time of creation. Manager 7.0 and later.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>How many tenants; from the length of <c>tenants</c> where names were asked for.</summary>
    public int? TenantCount { get; set; }

    /// <summary>How many groups; from the length of <c>groups</c> where names were asked for.</summary>
    public int? GroupCount { get; set; }

    /// <summary>The tenants with the roles there; -Detailed asks for them.</summary>
    public MemberRole[]? Tenants { get; set; }

    /// <summary>The groups; -Detailed asks for them.</summary>
    public MemberRole[]? Groups { get; set; }

    /// <summary>Direct and inherited roles. Manager 4.3 and later, with -Detailed.</summary>
    public IDictionary? TenantRoles { get; set; }

    /// <summary>System roles that come from groups. Manager 4.3 and later.</summary>
    public IDictionary? GroupSystemRoles { get; set; }

    /// <summary>Whether the web console greets the user. Manager 6.0 and later.</summary>
    public bool? ShowGettingStarted { get; set; }
}
