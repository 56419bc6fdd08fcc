namespace CloudifyPS;

/// <summary>A member (a user, a group or a tenant) and the roles it has there.</summary>
public sealed class MemberRole
{
    /// <summary>The member.</summary>
    public string? Name { get; set; }

    /// <summary>Its roles; null from managers 4.0 and 4.1, which have none.</summary>
    public string[]? Roles { get; set; }

    /// <summary>name (role, role)</summary>
    public override string ToString() =>
        Roles is { Length: > 0 } ? $"{Name} ({string.Join(", ", Roles)})" : Name ?? string.Empty;
}
