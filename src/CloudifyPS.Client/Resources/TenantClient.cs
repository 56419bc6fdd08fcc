using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages tenants: <c>/tenants</c>. Premium managers only.</summary>
internal sealed class TenantClient(ApiClient api)
    : ResourceClient<Tenant>(api, new("tenant", "tenants", "name", tenant => tenant.Name)
    {
        Scope = TenantScope.Manager,
    })
{
    /// <summary>Gets a tenant with its users and groups: <c>GET /tenants/{name}?_get_data=true</c>.</summary>
    public Task<Tenant> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync<Tenant>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>Creates a tenant: <c>POST /tenants/{name}</c>.</summary>
    public Task<Tenant> CreateAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync<Tenant>(ApiRequest.Post(PathOf(ResourceName.Valid("tenant", name))), cancellationToken);

    /// <summary>Deletes a tenant: <c>DELETE /tenants/{name}</c>.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>Adds a user or a user group: <c>PUT /tenants/users</c>, <c>PUT /tenants/user-groups</c>.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="member">The user or the user group.</param>
    /// <param name="role">The role in the tenant. Managers before 4.2 ignore it.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<Tenant> AddAsync(
        string tenant, TenantMember member, string role, CancellationToken cancellationToken) =>
        Api.SendAsync<Tenant>(
            Member(ApiRequest.Put(member.Path), tenant, member).WithField("role", role), cancellationToken);

    /// <summary>
    /// Changes the role of a user or a user group: <c>PATCH /tenants/users</c>, <c>PATCH /tenants/user-groups</c>.
    /// Manager 4.2 and later.
    /// </summary>
    public Task<Tenant> SetRoleAsync(
        string tenant, TenantMember member, string role, CancellationToken cancellationToken) =>
        Api.SendAsync<Tenant>(
            Member(ApiRequest.Patch(member.Path), tenant, member).WithField("role", role), cancellationToken);

    /// <summary>
    /// Removes a user or a user group: <c>DELETE /tenants/users</c>, <c>DELETE /tenants/user-groups</c>.
    /// </summary>
    public Task RemoveAsync(string tenant, TenantMember member, CancellationToken cancellationToken) =>
        Api.SendAsync(Member(ApiRequest.Delete(member.Path), tenant, member), cancellationToken);

    private static ApiRequest Member(ApiRequest request, string tenant, TenantMember member) =>
        request.WithField("tenant_name", tenant).WithField(member.Field, member.Name);
}
