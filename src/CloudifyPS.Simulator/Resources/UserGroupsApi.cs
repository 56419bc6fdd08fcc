using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>user-groups</c> endpoints.</summary>
internal static class UserGroupsApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "user-groups", "user_group_list", call => ListResponse.List(
            call, ResourceType.Group, call.State.Groups.Rows.Select(row => Full(call, row))))
            { SkipsTenant = true, IsPremium = true },
        new("GET", "user-groups/{name}", "user_group_get", call => Show(call, Find(call, call["name"])))
            { SkipsTenant = true, IsPremium = true },
        new("POST", "user-groups", "user_group_create", Create) { SkipsTenant = true, IsPremium = true },
        new("POST", "user-groups/{name}", "user_group_update", SetRole)
            { SkipsTenant = true, IsPremium = true, Since = new(4, 3) },
        new("DELETE", "user-groups/{name}", "user_group_delete", Delete) { SkipsTenant = true, IsPremium = true },
        new("PUT", "user-groups/users", "user_group_add_user", AddUser) { SkipsTenant = true, IsPremium = true },
        new("DELETE", "user-groups/users", "user_group_remove_user", RemoveUser)
            { SkipsTenant = true, IsPremium = true },
    ];

    public static void RemoveUser(JObject group, string user) =>
        group["users"] = new JArray(group.Texts("users").Where(name => name != user));

    private static JObject Find(RequestContext call, string name) =>
        call.State.Groups.Find("", name) ?? throw Refusal.NotFound("Group", name);

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Group.Show(call, Full(call, row)), status);

    private static JObject Full(RequestContext call, JObject row)
    {
        var full = (JObject)row.DeepClone();
        full["users"] = call.Flag("_get_data") ? row["users"]!.DeepClone() : row.Texts("users").Count;
        full["tenants"] = call.Flag("_get_data") && call.IsManager(4, 2)
            ? row.Map("tenant_roles").DeepClone()
            : Memberships.Show(call, row.Map("tenant_roles"));
        return full;
    }

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();

        // A manager does not check this and returns 500.
        var name = Arguments.Valid(
            "group_name", body.Text("group_name") ?? throw new KeyNotFoundException("group_name"));
        var role = body.Text("role") ?? call.Manager.UserRole;
        UsersApi.CheckRole(call, role);
        if (name == "users")
        {
            throw Refusal.BadParameters(
                "'users' is not allowed as a user group name because it wouldn't be possible to remove it later due "
                + "to a conflict with the remove users from user group endpoint");
        }

        if (call.State.Groups.Find("", name) is not null)
        {
            throw Refusal.Conflict($"<Group name=`{name}`> already exists");
        }

        return Show(
            call,
            call.State.Groups.Add(new JObject
            {
                ["name"] = name,
                ["ldap_dn"] = body["ldap_group_dn"],
                ["users"] = new JArray(),
                ["role"] = role,
                ["tenant_roles"] = new JObject(),
            }),
            201);
    }

    private static ApiResponse SetRole(RequestContext call)
    {
        var role = call.Body().Text("role") ?? throw Refusal.BadParameters("`role` not provided");
        UsersApi.CheckRole(call, role);
        var row = Find(call, call["name"]);
        row["role"] = role;
        return Show(call, row);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = Find(call, call["name"]);
        call.State.Groups.Remove(row);
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : Show(call, row);
    }

    private static (JObject Group, string User) Member(RequestContext call)
    {
        var body = call.Body();
        var user = Arguments.Required(body, "username");
        var group = Find(call, Arguments.Required(body, "group_name"));
        return call.State.Users.Find("", user) is null ? throw Refusal.NotFound("User", user) : (group, user);
    }

    private static ApiResponse AddUser(RequestContext call)
    {
        var (group, user) = Member(call);
        if (group.Texts("users").Contains(user))
        {
            throw Refusal.Conflict($"User `{user}` is already in group `{group.Text("name")}`");
        }

        ((JArray)group["users"]!).Add(user);
        return Show(call, group);
    }

    private static ApiResponse RemoveUser(RequestContext call)
    {
        var (group, user) = Member(call);
        if (!group.Texts("users").Contains(user))
        {
            throw new ManagerErrorException(
                404, "not_found_error", $"User `{user}` is not in group `{group.Text("name")}`");
        }

        RemoveUser(group, user);
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : Show(call, group);
    }
}
