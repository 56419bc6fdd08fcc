namespace CloudifyPS.Client.Requests;

/// <summary>A user or a user group of a tenant.</summary>
/// <param name="Path">The path of the members of that kind.</param>
/// <param name="Field">The field of the body that names the member.</param>
/// <param name="Name">The name.</param>
internal sealed record TenantMember(string Path, string Field, string Name)
{
    public static TenantMember User(string name) => new("tenants/users", "username", name);

    public static TenantMember Group(string name) => new("tenants/user-groups", "group_name", name);
}
