using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>User groups: <c>/user-groups</c>. Premium.</summary>
public sealed class UserGroupClient : ResourceClient<UserGroup>
{
    internal UserGroupClient(ManagerClient client)
        : base(client, "user-groups", "name", group => group.Name)
    {
    }

    /// <summary>One group with its users and tenants: <c>GET /user-groups/{name}?_get_data=true</c>.</summary>
    /// <param name="name">The group.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<UserGroup> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Client.GetAsync<UserGroup>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>Creates a group: <c>POST /user-groups</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ldapDn">The LDAP group it stands for; null for none.</param>
    /// <param name="role">The system role; null for the manager's default. Managers from 4.3 on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<UserGroup> CreateAsync(string name, string? ldapDn, string? role, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?> { ["group_name"] = ResourceName.Valid("user group", name) };
        if (ldapDn is not null)
        {
            body["ldap_group_dn"] = ldapDn;
        }

        if (role is not null)
        {
            body["role"] = role;
        }

        return Client.GetAsync<UserGroup>(ApiRequest.Post(Path).WithJson(body), cancellationToken);
    }

    /// <summary>Deletes a group: <c>DELETE /user-groups/{name}</c>.</summary>
    /// <param name="name">The group.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>Changes the system role: <c>POST /user-groups/{name}</c>, managers from 4.3 on.</summary>
    /// <param name="name">The group.</param>
    /// <param name="role">The system role.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<UserGroup> SetRoleAsync(string name, string role, CancellationToken cancellationToken)
    {
        Client.Require("Changing the role of a user group", 4, 3);
        return Client.GetAsync<UserGroup>(ApiRequest.Post(PathOf(name)).WithJson(new { role }), cancellationToken);
    }

    /// <summary>Adds a user: <c>PUT /user-groups/users</c>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<UserGroup> AddUserAsync(string group, string user, CancellationToken cancellationToken) =>
        Client.GetAsync<UserGroup>(
            ApiRequest.Put("user-groups/users").WithJson(new { group_name = group, username = user }),
            cancellationToken);

    /// <summary>Removes a user: <c>DELETE /user-groups/users</c>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveUserAsync(string group, string user, CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Delete("user-groups/users").WithJson(new { group_name = group, username = user }),
            cancellationToken);
}
