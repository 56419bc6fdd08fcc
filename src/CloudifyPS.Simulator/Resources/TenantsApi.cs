using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>tenants</c> endpoints, with the users and user groups of tenants.</summary>
internal static class TenantsApi
{
    private const string Kind = "Tenant";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "tenants", "tenant_list", List) { SkipsTenant = true },
        new("GET", "tenants/{name}", null, Get) { SkipsTenant = true },
        new("POST", "tenants/{name}", "tenant_create", Create) { SkipsTenant = true, IsPremium = true },
        new("DELETE", "tenants/{name}", "tenant_delete", Delete) { SkipsTenant = true, IsPremium = true },
        .. Members("users", "username", call => call.State.Users, "User"),
        .. Members("user-groups", "group_name", call => call.State.Groups, "Group"),
    ];

    private static IEnumerable<Route> Members(string path, string key, Func<RequestContext, Table> table, string kind)
    {
        ApiResponse Change(RequestContext call, bool isNew, bool isGone)
        {
            var body = call.Body();
            var name = Arguments.Required(body, key);
            var tenant = Find(call, Arguments.Required(body, "tenant_name"));
            var role = isGone ? null : call.IsManager(4, 2) ? Role(Arguments.Required(body, "role")) : "user";
            var member = table(call).Find("", name) ?? throw Refusal.NotFound(kind, name);
            var roles = (JObject)member["tenant_roles"]!;
            var tenantName = tenant.Text("name")!;
            if (isNew && roles[tenantName] is not null)
            {
                throw Refusal.Conflict($"{kind} `{name}` is already associated with tenant `{tenantName}`");
            }

            if (!isNew && roles[tenantName] is null)
            {
                throw new ManagerErrorException(
                    404, "not_found_error", $"{kind} `{name}` is not associated with tenant `{tenantName}`");
            }

            if (isGone)
            {
                roles.Remove(tenantName);
                return call.IsManager(5, 1) ? ApiResponse.NoContent() : Show(call, tenant);
            }

            roles[tenantName] = role;
            return Show(call, tenant);
        }

        yield return new Route("PUT", $"tenants/{path}", "tenant_add_user", call => Change(call, true, false))
            { SkipsTenant = true, IsPremium = true };
        yield return new Route("PATCH", $"tenants/{path}", "tenant_update_user", call => Change(call, false, false))
            { SkipsTenant = true, IsPremium = true, Since = new(4, 2) };
        yield return new Route("DELETE", $"tenants/{path}", "tenant_remove_user", call => Change(call, false, true))
            { SkipsTenant = true, IsPremium = true };
    }

    private static string Role(string role) => Permissions.TenantRoles.Contains(role)
        ? role
        : throw Refusal.BadParameters(
            $"Invalid role: `{role}`. Valid tenant roles are: {PythonValue.Repr(new JArray(Permissions.TenantRoles))}");

    private static JObject Find(RequestContext call, string name) =>
        call.State.Tenants.Find("", name) ?? throw Refusal.NotFound(Kind, name);

    private static ApiResponse List(RequestContext call)
    {
        var isAdmin = call.IsAdmin;
        if (call.Flag("_get_data"))
        {
            call.Authorize("tenant_list_get_data", call.Tenant);
        }

        return ListResponse.List(
            call, ResourceType.Tenant,
            call.State.Tenants.Rows
                .Where(row => isAdmin || call.RolesIn(row.Text("name")!).Count > 0)
                .Select(row => Full(call, row, call.Query("_include") is not null)));
    }

    private static ApiResponse Get(RequestContext call)
    {
        // The permission depends on the role in the tenant of the path, not in the tenant of the request.
        call.Authorize("tenant_get", call["name"]);
        if (call.Manager.Options.Premium || call["name"] == ManagerContext.DefaultTenant)
        {
            return Show(call, Find(call, call["name"]));
        }

        throw call.State.Tenants.Find("", call["name"]) is null
            ? Refusal.Forbidden(
                $"Authorization failed: Tried to authenticate with invalid tenant name: {call["name"]}")
            : Refusal.MissingPremium();
    }

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Tenant.Show(call, Full(call, row, withQueue: true)), status);

    private static JObject Full(RequestContext call, JObject row, bool withQueue)
    {
        var name = row.Text("name")!;
        var users = Memberships.Of(call.State.Users.Rows, "username", name);
        var groups = Memberships.Of(call.State.Groups.Rows, "name", name);
        var members = Memberships.RolesOfUsers(call, name);
        var full = new JObject
        {
            ["name"] = name,
            ["users"] = Memberships.Show(call, users, members),
            ["groups"] = call.Flag("_get_data") && call.IsManager(4, 2)
                ? groups
                : Memberships.Show(call, groups),
        };
        if (call.Flag("_get_data"))
        {
            full["user_roles"] = new JObject { ["direct"] = users.DeepClone(), ["groups"] = GroupUsers(call, name) };
        }

        if (withQueue)
        {
            full["rabbitmq_username"] = $"rabbitmq_user_{name}";
            full["rabbitmq_vhost"] = $"rabbitmq_vhost_{name}";
            full["rabbitmq_password"] = "simulated";
        }

        return full;
    }

    /// <summary>Gets the groups of a tenant with their roles and users.</summary>
    private static JObject GroupUsers(RequestContext call, string tenant) => new(call.State.Groups.Rows
        .Where(group => group.Map("tenant_roles").Text(tenant) is not null)
        .Select(group => new JProperty(group.Text("name")!, new JObject
        {
            ["role"] = group.Map("tenant_roles")[tenant], ["users"] = group["users"]!.DeepClone(),
        })));

    private static ApiResponse Create(RequestContext call)
    {
        var name = Arguments.Valid("tenant_name", call["name"]);
        if (name is "users" or "user-groups")
        {
            throw Refusal.BadParameters(
                $"'{name}' is not allowed as a tenant name because it wouldn't be possible to remove it later due to "
                + $"a conflict with the remove {name} from tenant endpoint");
        }

        if (call.State.Tenants.Find("", name) is not null)
        {
            throw Refusal.Conflict($"<Tenant name=`{name}`> already exists");
        }

        return Show(call, call.State.Tenants.Add(new JObject { ["name"] = name }), 201);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = Find(call, call["name"]);
        var name = row.Text("name")!;
        var holds = new[]
        {
            call.State.Blueprints, call.State.Deployments, call.State.Plugins, call.State.Secrets, call.State.Snapshots,
        }.Any(table => table.Rows.Any(resource => resource.Tenant() == name));
        if (name == ManagerContext.DefaultTenant)
        {
            throw Refusal.BadParameters("Can't delete the default tenant");
        }

        if (holds)
        {
            throw Refusal.Conflict($"Can't delete tenant `{name}` while it holds resources");
        }

        foreach (var member in call.State.Users.Rows.Concat(call.State.Groups.Rows))
        {
            member.Map("tenant_roles").Remove(name);
        }

        call.State.Tenants.Remove(row);
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : Show(call, row);
    }
}
