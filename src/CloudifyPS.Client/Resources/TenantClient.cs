using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>Tenants: <c>/tenants</c>. Premium.</summary>
public sealed class TenantClient : ResourceClient<Tenant>
{
    internal TenantClient(ManagerClient client)
        : base(client, "tenants", "name", tenant => tenant.Name)
    {
    }

    /// <summary>One tenant with its users and groups: <c>GET /tenants/{name}?_get_data=true</c>.</summary>
    /// <param name="name">The tenant.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Client.GetAsync<Tenant>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>Creates a tenant: <c>POST /tenants/{name}</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> CreateAsync(string name, CancellationToken cancellationToken) =>
        Client.GetAsync<Tenant>(ApiRequest.Post(PathOf(ResourceName.Valid("tenant", name))), cancellationToken);

    /// <summary>Deletes a tenant: <c>DELETE /tenants/{name}</c>.</summary>
    /// <param name="name">The tenant.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>Adds a user: <c>PUT /tenants/users</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    /// <param name="role">The role there; required from 4.2 on, ignored before.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> AddUserAsync(string tenant, string user, string role, CancellationToken cancellationToken) =>
        Client.GetAsync<Tenant>(
            ApiRequest.Put("tenants/users").WithJson(new { tenant_name = tenant, username = user, role }),
            cancellationToken);

    /// <summary>Changes the role of a user: <c>PATCH /tenants/users</c>, managers from 4.2 on.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    /// <param name="role">The role there.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> SetUserRoleAsync(
        string tenant, string user, string role, CancellationToken cancellationToken)
    {
        Client.Require("Changing a role in a tenant", 4, 2);
        return Client.GetAsync<Tenant>(
            ApiRequest.Patch("tenants/users").WithJson(new { tenant_name = tenant, username = user, role }),
            cancellationToken);
    }

    /// <summary>Removes a user: <c>DELETE /tenants/users</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveUserAsync(string tenant, string user, CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Delete("tenants/users").WithJson(new { tenant_name = tenant, username = user }),
            cancellationToken);

    /// <summary>Adds a user group: <c>PUT /tenants/user-groups</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="group">The group.</param>
    /// <param name="role">The role there; required from 4.2 on, ignored before.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> AddGroupAsync(string tenant, string group, string role, CancellationToken cancellationToken) =>
        Client.GetAsync<Tenant>(
            ApiRequest.Put("tenants/user-groups").WithJson(new { tenant_name = tenant, group_name = group, role }),
            cancellationToken);

    /// <summary>Changes the role of a user group: <c>PATCH /tenants/user-groups</c>, managers from 4.2 on.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="group">The group.</param>
    /// <param name="role">The role there.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Tenant> SetGroupRoleAsync(
        string tenant, string group, string role, CancellationToken cancellationToken)
    {
        Client.Require("Changing a role in a tenant", 4, 2);
        return Client.GetAsync<Tenant>(
            ApiRequest.Patch("tenants/user-groups").WithJson(new { tenant_name = tenant, group_name = group, role }),
            cancellationToken);
    }

    /// <summary>Removes a user group: <c>DELETE /tenants/user-groups</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveGroupAsync(string tenant, string group, CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Delete("tenants/user-groups").WithJson(new { tenant_name = tenant, group_name = group }),
            cancellationToken);
}
