namespace CloudifyPS.Client.Requests;

/// <summary>A user or a user group that is a member of a tenant.</summary>
/// <param name="Path">The path of the endpoint for members of this kind.</param>
/// <param name="Field">The field of the request body that contains the name.</param>
/// <param name="Name">The name of the user or group.</param>
internal sealed record TenantMember(string Path, string Field, string Name)
{
    public static TenantMember User(string name) => new("tenants/users", "username", name);

    public static TenantMember Group(string name) => new("tenants/user-groups", "group_name", name);
}
