namespace CloudifyPS;

/// <summary>The roles of a user, a group or a tenant.</summary>
public sealed class MemberRole
{
    /// <summary>Gets or sets the name of the user, group or tenant.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the roles; null on Manager 4.0 and 4.1, which have no roles in tenants.</summary>
    public string[]? Roles { get; set; }

    /// <summary>Returns the name and the roles, as <c>name (role, role)</c>.</summary>
    public override string ToString() =>
        Roles is { Length: > 0 } ? $"{Name} ({string.Join(", ", Roles)})" : Name ?? string.Empty;
}
