using System.Collections;

namespace CloudifyPS;

/// <summary>A tenant: <c>GET /tenants</c>.</summary>
public sealed class Tenant : Resource
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>How many users; from the length of <c>users</c> where names were asked for.</summary>
    public int? UserCount { get; set; }

    /// <summary>How many user groups; from the length of <c>groups</c> where names were asked for.</summary>
    public int? GroupCount { get; set; }

    /// <summary>The users with their roles; -Detailed asks for them.</summary>
    public MemberRole[]? Users { get; set; }

    /// <summary>The user groups with their roles; -Detailed asks for them.</summary>
    public MemberRole[]? Groups { get; set; }

    /// <summary>Direct and inherited roles. Manager 4.3 and later, with -Detailed.</summary>
    public IDictionary? UserRoles { get; set; }

    /// <summary>User of the message broker. Manager 4.6 and later.</summary>
    public string? RabbitmqUsername { get; set; }

    /// <summary>Virtual host of the message broker. Manager 4.6 and later.</summary>
    public string? RabbitmqVhost { get; set; }

    /// <summary>Password of the message broker. Manager 4.6 and later.</summary>
    public System.Security.SecureString? RabbitmqPassword { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? TenantName => Name;
}
