using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The endpoints <c>user</c> and <c>users</c>.</summary>
internal static class UsersApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "user", "user_get_self", call => Show(call, call.User)) { SkipsTenant = true, Since = new(4, 2) },
        new("GET", "users", "user_list", call => ListResponse.List(
            call, ResourceType.User, call.State.Users.Rows.Select(row => Full(call, row))))
            { SkipsTenant = true, IsPremium = true },
        new("GET", "users/{name}", "user_get", Get) { SkipsTenant = true },
        new("PUT", "users", "user_create", Create) { SkipsTenant = true, IsPremium = true },
        new("DELETE", "users/{name}", "user_delete", Delete) { SkipsTenant = true, IsPremiumOnly = true },
        new("POST", "users/{name}", null, Update) { SkipsTenant = true },
        new("POST", "users/active/{name}", "user_set_activated", SetActive) { SkipsTenant = true, IsPremium = true },
        new("POST", "users/unlock/{name}", "user_unlock", call => Show(call, Find(call)))
            { SkipsTenant = true, IsPremium = true, Since = new(4, 4) },
    ];

    public static JObject Add(ManagerContext manager, string name, string password, bool isAdmin) =>
        manager.State.Users.Add(new JObject
        {
            ["username"] = name,
            ["password"] = password,
            ["role"] = isAdmin ? manager.AdminRole : manager.UserRole,
            ["active"] = true,
            ["created_at"] = manager.Now.ToTimestamp(),
            ["is_locked"] = false,
            ["show_getting_started"] = true,
            ["tenant_roles"] = isAdmin ? new JObject { [ManagerContext.DefaultTenant] = "user" } : new JObject(),
        });

    private static JObject Find(RequestContext call) =>
        call.State.Users.Find("", call["name"]) ?? throw Refusal.NotFound("User", call["name"]);

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.User.Show(call, Full(call, row)), status);

    private static JObject Full(RequestContext call, JObject row)
    {
        var roles = row.Map("tenant_roles");
        var full = (JObject)row.DeepClone();
        var groups = new Authenticator(call.Manager).Groups(row).ToList();
        full["tenants"] = Memberships.Show(call, roles, Memberships.RolesInTenants(call, row));
        full["tenant_roles"] = call.Flag("_get_data")
            ? new JObject { ["direct"] = roles.DeepClone(), ["groups"] = RolesByGroup(groups) }
            : null;
        full["groups"] = call.Flag("_get_data")
            ? new JArray(groups.Select(group => group["name"]))
            : groups.Count;
        full["group_system_roles"] = new JObject(groups.GroupBy(group => group.Text("role") ?? call.Manager.UserRole)
            .Select(role => new JProperty(role.Key, new JArray(role.Select(group => group["name"])))));
        return full;
    }

    /// <summary>Gets the tenants of groups with the groups by their roles.</summary>
    private static JObject RolesByGroup(IReadOnlyList<JObject> groups) => new(groups
        .SelectMany(group => group.Map("tenant_roles").Properties().Select(role =>
            (Tenant: role.Name, Role: role.Value.ToString(), Group: group.Text("name")!)))
        .GroupBy(membership => membership.Tenant)
        .Select(tenant => new JProperty(tenant.Key, new JObject(tenant.GroupBy(membership => membership.Role)
            .Select(role => new JProperty(role.Key, new JArray(role.Select(membership => membership.Group)
                .OrderBy(name => name, StringComparer.Ordinal))))))));

    private static ApiResponse Get(RequestContext call) =>
        call.Manager.Options.Premium || call["name"] == call.UserName
            ? Show(call, Find(call))
            : throw Refusal.BadParameters("Cannot get details of a different user");

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var name = Arguments.Valid("username", Arguments.Required(body, "username"));
        var password = Password(Arguments.Required(body, "password"));
        var role = call.IsManager(4, 2)
            ? body.Text("role") ?? call.Manager.UserRole
            : Arguments.Required(body, "role");
        CheckRole(call, role);
        if (call.State.Users.Find("", name) is not null)
        {
            throw Refusal.Conflict($"User `{name}` already exists");
        }

        var row = Add(call.Manager, name, password, isAdmin: false);
        row["role"] = role;
        return Show(call, row, 201);
    }

    private static string Password(string password)
    {
        const int Shortest = 5;
        const int Longest = 256;
        return password.Length < Shortest
            ? throw Refusal.BadParameters(
                $"The password is too short. Minimum required length is {Shortest} characters")
            : password.Length > Longest
                ? throw Refusal.BadParameters(
                    $"The password is too long. Maximum allowed length is {Longest} characters")
                : password;
    }

    /// <summary>Checks a system role.</summary>
    /// <exception cref="ManagerErrorException">400: the role does not exist.</exception>
    public static void CheckRole(RequestContext call, string role)
    {
        string[] roles = [call.Manager.AdminRole, call.Manager.UserRole];
        if (!roles.Contains(role))
        {
            throw Refusal.BadParameters(
                $"Invalid role: `{role}`. Valid system roles are: {PythonValue.Repr(new JArray(roles))}");
        }
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var isOwn = call["name"] == call.UserName;
        if (!call.Manager.Options.Premium && !isOwn)
        {
            throw Refusal.BadParameters("Cannot change settings for a different user");
        }

        var role = call.Manager.Options.Premium ? body.Text("role") : null;
        var password = body.Text("password");

        // Users can change their own passwords; on the community edition, their own settings, too.
        if (call.Manager.Options.Premium && !(isOwn && password is not null && role is null))
        {
            call.Authorize("user_update", call.Tenant);
        }

        var row = Find(call);
        if (role is not null && password is not null)
        {
            throw Refusal.BadParameters("Both `password` and `role` provided");
        }

        if (password is not null)
        {
            row["password"] = Password(password);
            if (!call.IsManager(6, 4))
            {
                call.State.Tokens.RemoveAll(token => token.Text("username") == row.Text("username"));
            }
        }
        else if (role is not null)
        {
            CheckRole(call, role);
            if (role != call.Manager.AdminRole)
            {
                CheckOtherAdministrator(call, row);
            }

            row["role"] = role;
        }
        else if (body["show_getting_started"] is null)
        {
            throw Refusal.BadParameters(
                "No valid user settings provided. Available settings: password, show_getting_started");
        }
        else
        {
            row["show_getting_started"] = Arguments.Flag(body, "show_getting_started");
        }

        return Show(call, row);
    }

    private static ApiResponse SetActive(RequestContext call)
    {
        var action = Arguments.Required(call.Body(), "action");
        var row = Find(call);
        var isActive = action switch
        {
            "activate" => true,
            "deactivate" => false,
            _ => throw Refusal.BadParameters(
                $"Invalid action: {action}, Valid action values are: ['activate', 'deactivate']"),
        };
        if (row.Flag("active") == isActive)
        {
            throw Refusal.Conflict(
                $"User `{call["name"]}` is already {(isActive ? "active" : "inactive")}");
        }

        if (!isActive)
        {
            CheckOtherAdministrator(call, row);
        }

        row["active"] = isActive;
        return Show(call, row);
    }

    /// <summary>Checks that an administrator remains without this one.</summary>
    private static void CheckOtherAdministrator(RequestContext call, JObject row)
    {
        if (row.Text("role") == call.Manager.AdminRole && !call.State.Users.Rows.Any(other => other != row
            && other.Text("role") == call.Manager.AdminRole && other.Flag("active")))
        {
            throw Refusal.BadParameters($"User `{row.Text("username")}` is the only system administrator.");
        }
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = Find(call);
        CheckOtherAdministrator(call, row);
        var shown = Full(call, row);
        call.State.Users.Remove(row);
        call.State.Tokens.RemoveAll(token => token.Text("username") == call["name"]);
        foreach (var group in call.State.Groups.Rows)
        {
            UserGroupsApi.RemoveUser(group, call["name"]);
        }

        return call.IsManager(5, 1) ? ApiResponse.NoContent() : ApiResponse.Json(ResourceType.User.Show(call, shown));
    }
}
