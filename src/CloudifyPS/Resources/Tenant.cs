using System.Collections;

namespace CloudifyPS;

/// <summary>A tenant: <c>GET /tenants</c>.</summary>
public sealed class Tenant : Resource
{
    /// <summary>Gets or sets the name, which is also the identifier.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the number of users. With -Detailed, it is the length of <see cref="Users"/>.</summary>
    public int? UserCount { get; set; }

    /// <summary>
    /// Gets or sets the number of user groups. With -Detailed, it is the length of <see cref="Groups"/>.
    /// </summary>
    public int? GroupCount { get; set; }

    /// <summary>Gets or sets the users and their roles; null without -Detailed.</summary>
    public MemberRole[]? Users { get; set; }

    /// <summary>Gets or sets the user groups and their roles; null without -Detailed.</summary>
    public MemberRole[]? Groups { get; set; }

    /// <summary>
    /// Gets or sets the direct and inherited roles of users; null without -Detailed. Manager 4.3 and later.
    /// </summary>
    public IDictionary? UserRoles { get; set; }

    /// <summary>Gets or sets the user name for the message broker. Manager 4.6 and later.</summary>
    public string? RabbitmqUsername { get; set; }

    /// <summary>Gets or sets the virtual host in the message broker. Manager 4.6 and later.</summary>
    public string? RabbitmqVhost { get; set; }

    /// <summary>Gets or sets the password for the message broker. Manager 4.6 and later.</summary>
    public System.Security.SecureString? RabbitmqPassword { get; set; }

    /// <summary>Gets <see cref="Name"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? TenantName => Name;
}
