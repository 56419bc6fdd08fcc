using System.Security;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Resources;

/// <summary>Users: <c>/users</c>. Premium, but for the own one.</summary>
public sealed class UserClient : ResourceClient<User>
{
    internal UserClient(ManagerClient client)
        : base(client, "users", "username", user => user.UserName)
    {
    }

    /// <summary>One user with tenants and groups: <c>GET /users/{name}?_get_data=true</c>.</summary>
    /// <param name="name">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> GetDetailedAsync(string name, CancellationToken cancellationToken) =>
        Client.GetAsync<User>(ApiRequest.Get(PathOf(name)).With("_get_data", true), cancellationToken);

    /// <summary>The connected user: <c>GET /user</c>, managers from 4.2 on.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) =>
        Client.GetAsync<User>(ApiRequest.Get("user"), cancellationToken);

    /// <summary>The system role of a user who is no administrator: another word before 4.2.</summary>
    public string DefaultRole => Client.Connection.IsAtLeast(4, 2) ? "default" : "user";

    /// <summary>Creates a user: <c>PUT /users</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password. Secret.</param>
    /// <param name="role">The system role; null for <see cref="DefaultRole"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> CreateAsync(string name, SecureString password, string? role, CancellationToken cancellationToken) =>
        Client.GetAsync<User>(
            ApiRequest.Put(Path).WithJson(new
            {
                username = ResourceName.Valid("user", name),
                password = password.ToPlainText(),
                role = role ?? DefaultRole,
            }),
            cancellationToken);

    /// <summary>Deletes a user: <c>DELETE /users/{name}</c>.</summary>
    /// <param name="name">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(name)), cancellationToken);

    /// <summary>Sets the password: <c>POST /users/{name}</c>. A request of its own: managers refuse it beside a role.</summary>
    /// <param name="name">The user.</param>
    /// <param name="password">The new password. Secret.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> SetPasswordAsync(string name, SecureString password, CancellationToken cancellationToken) =>
        Client.GetAsync<User>(
            ApiRequest.Post(PathOf(name)).WithJson(new { password = password.ToPlainText() }), cancellationToken);

    /// <summary>Sets the system role: <c>POST /users/{name}</c>.</summary>
    /// <param name="name">The user.</param>
    /// <param name="role">The role.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> SetRoleAsync(string name, string role, CancellationToken cancellationToken) =>
        Client.GetAsync<User>(ApiRequest.Post(PathOf(name)).WithJson(new { role }), cancellationToken);

    /// <summary>Lets a user log in, or no longer: <c>POST /users/active/{name}</c>.</summary>
    /// <param name="name">The user.</param>
    /// <param name="active">Whether the user may log in.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> SetActiveAsync(string name, bool active, CancellationToken cancellationToken) =>
        Client.GetAsync<User>(
            ApiRequest.Post("users/active/" + ApiRequest.Name(name))
                .WithJson(new { action = active ? "activate" : "deactivate" }),
            cancellationToken);

    /// <summary>Unlocks a user after failed logins: <c>POST /users/unlock/{name}</c>, managers from 4.4 on.</summary>
    /// <param name="name">The user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<User> UnlockAsync(string name, CancellationToken cancellationToken)
    {
        Client.Require("Unlocking a user", 4, 4);
        return Client.GetAsync<User>(ApiRequest.Post("users/unlock/" + ApiRequest.Name(name)), cancellationToken);
    }
}
