using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages user groups: <c>/user-groups</c>. Premium managers only.</summary>
internal sealed class UserGroupClient(ApiClient api)
    : ResourceClient<UserGroup>(api, new("user group", "user-groups", "name", group => group.Name)
    {
        Scope = TenantScope.Manager,
    })
{
    private const string Members = "user-groups/users";

    /// <summary>Gets a group with its users and tenants: <c>GET /user-groups/{name}?_get_data=true</c>.</summary>
    public Task<UserGroup> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync<UserGroup>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>Creates a group: <c>POST /user-groups</c>.</summary>
    /// <param name="name">The name of the user group.</param>
    /// <param name="ldapDn">The distinguished name of the LDAP group; null for none.</param>
    /// <param name="role">The system role; null for the manager's default. Manager 4.3 and later.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<UserGroup> CreateAsync(
        string name, string? ldapDn, string? role, CancellationToken cancellationToken) =>
        Api.SendAsync<UserGroup>(
            ApiRequest.Post(Path)
                .WithField("group_name", ResourceName.Valid("user group", name))
                .WithField("ldap_group_dn", ldapDn)
                .WithField("role", role),
            cancellationToken);

    /// <summary>Deletes a group: <c>DELETE /user-groups/{name}</c>.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>Changes the system role: <c>POST /user-groups/{name}</c>. Manager 4.3 and later.</summary>
    public Task<UserGroup> SetRoleAsync(string name, string role, CancellationToken cancellationToken) =>
        Api.SendAsync<UserGroup>(ApiRequest.Post(PathOf(name)).WithField("role", role), cancellationToken);

    /// <summary>Adds a user: <c>PUT /user-groups/users</c>.</summary>
    public Task<UserGroup> AddUserAsync(string group, string user, CancellationToken cancellationToken) =>
        Api.SendAsync<UserGroup>(Member(ApiRequest.Put(Members), group, user), cancellationToken);

    /// <summary>Removes a user: <c>DELETE /user-groups/users</c>.</summary>
    public Task RemoveUserAsync(string group, string user, CancellationToken cancellationToken) =>
        Api.SendAsync(Member(ApiRequest.Delete(Members), group, user), cancellationToken);

    private static ApiRequest Member(ApiRequest request, string group, string user) =>
        request.WithField("group_name", group).WithField("username", user);
}
