using System.Security;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages users: <c>/users</c>. Premium managers only, except for the user of the session.</summary>
internal sealed class UserClient(ApiClient api)
    : ResourceClient<User>(api, new("user", "users", "username", user => user.UserName)
    {
        Scope = TenantScope.Manager,
    })
{
    /// <summary>
    /// Gets the system role of users who are not administrators: <c>default</c>, or <c>user</c> before Manager 4.2.
    /// </summary>
    public string DefaultRole => Api.Connection.IsAtLeast(4, 2) ? "default" : "user";

    /// <summary>Gets a user with the user's tenants and groups: <c>GET /users/{name}?_get_data=true</c>.</summary>
    public Task<User> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>Gets the user of the session: <c>GET /user</c>. Manager 4.2 and later.</summary>
    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) =>
        Api.SendAsync<User>(ApiRequest.Get("user"), cancellationToken);

    /// <summary>Creates a user: <c>PUT /users</c>.</summary>
    /// <param name="name">The name of the user.</param>
    /// <param name="password">The password.</param>
    /// <param name="role">The system role; null for <see cref="DefaultRole"/>.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<User> CreateAsync(
        string name, SecureString password, string? role, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(
            ApiRequest.Put(Path)
                .WithField("username", ResourceName.Valid("user", name))
                .WithField("password", password.ToPlainText())
                .WithField("role", role ?? DefaultRole),
            cancellationToken);

    /// <summary>Deletes a user: <c>DELETE /users/{name}</c>.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>
    /// Sets the password: <c>POST /users/{name}</c>. The manager refuses a request with both a password and a role.
    /// </summary>
    public Task<User> SetPasswordAsync(string name, SecureString password, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(
            ApiRequest.Post(PathOf(name)).WithField("password", password.ToPlainText()), cancellationToken);

    /// <summary>Sets the system role: <c>POST /users/{name}</c>.</summary>
    public Task<User> SetRoleAsync(string name, string role, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(ApiRequest.Post(PathOf(name)).WithField("role", role), cancellationToken);

    /// <summary>Activates or deactivates a user: <c>POST /users/active/{name}</c>.</summary>
    public Task<User> SetActiveAsync(string name, bool active, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(
            ApiRequest.Post("users/active/" + ApiRequest.Name(name))
                .WithField("action", active ? "activate" : "deactivate"),
            cancellationToken);

    /// <summary>
    /// Unlocks a user after failed logins: <c>POST /users/unlock/{name}</c>. Manager 4.4 and later.
    /// </summary>
    public Task<User> UnlockAsync(string name, CancellationToken cancellationToken) =>
        Api.SendAsync<User>(ApiRequest.Post("users/unlock/" + ApiRequest.Name(name)), cancellationToken);
}
