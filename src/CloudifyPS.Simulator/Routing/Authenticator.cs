using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>Authenticates users and checks their roles.</summary>
internal sealed class Authenticator(ManagerContext manager)
{
    /// <summary>
    /// Gets whether tenants have roles. Before 4.2 a user who was not an administrator had all permissions in the
    /// user's tenants.
    /// </summary>
    private bool HasPermissions => manager.Version >= new Version(4, 2);

    public JObject Authenticate(ApiRequest request)
    {
        var user = request.Header("Authentication-Token") is { Length: > 0 } token ? ByToken(token)
            : request.Header("Authorization") is { } authorization ? ByPassword(authorization)
            : throw Unauthorized("No authentication info provided");
        if (!user.Flag("active"))
        {
            throw Unauthorized("No authentication info provided");
        }

        user["first_login_at"] ??= manager.Now.ToTimestamp();
        user["last_login_at"] = manager.Now.ToTimestamp();
        return user;
    }

    /// <summary>Gets the tenant of the request; empty when the route needs none and the request names none.</summary>
    public string Tenant(ApiRequest request, Route route, JObject user)
    {
        if (request.Header("Tenant") is not { Length: > 0 } tenant)
        {
            return route.SkipsTenant ? ""
                : throw (HasPermissions
                    ? Refusal.Forbidden("Authorization failed: tenant not provided")
                    : Unauthorized("a Tenant name was not provided"));
        }

        return manager.State.Tenants.Find("", tenant) is not null ? tenant
            : throw (HasPermissions
                ? Refusal.Forbidden($"Authorization failed: Tried to authenticate with invalid tenant name: {tenant}")
                : Unauthorized($"Provided tenant name unknown: {tenant}"));
    }

    public void Authorize(JObject user, string tenant, string? action)
    {
        if (action is null || IsAdmin(user) || Permissions.AnyUser(action)
            || RolesIn(user, tenant).Any(role => Permissions.Allow(role, action)))
        {
            return;
        }

        var name = user.Text("username");
        if (!HasPermissions)
        {
            throw Unauthorized(RolesIn(user, tenant).Count == 0 && tenant.Length > 0
                ? $"<User username=`{name}`> is not associated with <Tenant name=`{tenant}`>"
                : $"<User username=`{name}`> is not admin. Only admins are allowed to do this");
        }

        throw Refusal.Forbidden(
            $"User `{name}` is not permitted to perform the action {action} in the tenant `{tenant}`");
    }

    public bool IsAdmin(JObject user) =>
        user.Text("role") == manager.AdminRole
        || Groups(user).Any(group => group.Text("role") == manager.AdminRole);

    /// <summary>Gets the user's roles in a tenant: the user's own and those of the user's groups.</summary>
    public IReadOnlyList<string> RolesIn(JObject user, string tenant) =>
    [
        .. new[] { user.Map("tenant_roles").Text(tenant) }
            .Concat(Groups(user).Select(group => group.Map("tenant_roles").Text(tenant)))
            .OfType<string>(),
    ];

    public IEnumerable<JObject> Groups(JObject user) => manager.State.Groups.Rows
        .Where(group => group.Texts("users").Contains(user.Text("username")!));

    private static ManagerErrorException Unauthorized(string reason) =>
        new(401, "unauthorized_error", $"User unauthorized: {reason}");

    private JObject ByToken(string value)
    {
        var token = manager.State.Tokens.Rows.FirstOrDefault(row => row.Text("value") == value)
            ?? throw Unauthorized(
                manager.Version < new Version(6, 4) || value.StartsWith("ctok-", StringComparison.Ordinal)
                    ? "Unauthorized" : "Invalid token structure");
        if (token.Time("expiration_date") is { } expiry && expiry <= manager.Now)
        {
            throw Unauthorized("Token is expired");
        }

        token["last_used"] = manager.Now.ToTimestamp();
        return manager.State.Users.Find("", token.Text("username")!) ?? throw Unauthorized("Unauthorized");
    }

    private JObject ByPassword(string authorization)
    {
        const string Basic = "Basic ";
        string pair;
        try
        {
            pair = authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8.GetString(Convert.FromBase64String(authorization.Substring(Basic.Length)))
                : "";
        }
        catch (FormatException)
        {
            pair = "";
        }

        var colon = pair.IndexOf(':');
        if (colon < 0 || manager.State.Users.Find("", pair.Substring(0, colon)) is not { } user)
        {
            throw Unauthorized("No authentication info provided");
        }

        return user.Text("password") == pair.Substring(colon + 1)
            ? user
            : throw Unauthorized(
                $"Authentication failed for <User username=`{user.Text("username")}`>. "
                + "Wrong credentials or locked account");
    }
}
