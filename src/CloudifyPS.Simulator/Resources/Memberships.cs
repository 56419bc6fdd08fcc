using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>
/// Shows the members of tenants, users and groups: as a number, or with <c>_get_data</c> as names and roles.
/// </summary>
internal static class Memberships
{
    /// <summary>Gets the members of a tenant with their roles.</summary>
    public static JObject Of(IEnumerable<JObject> members, string key, string tenant)
    {
        var result = new JObject();
        foreach (var member in members)
        {
            if (member.Map("tenant_roles").Text(tenant) is { } role)
            {
                result[member.Text(key)!] = role;
            }
        }

        return result;
    }

    /// <summary>Gets the users of a tenant with all their roles: their own and those of their groups.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> RolesOfUsers(RequestContext call, string tenant) =>
        call.State.Users.Rows
            .Select(user => (Name: user.Text("username")!, Roles: call.RolesOf(user, tenant)))
            .Where(user => user.Roles.Count > 0)
            .ToDictionary(user => user.Name, user => user.Roles);

    /// <summary>Gets the tenants of a user with all roles in them: the user's own and those of the groups.</summary>
    public static IReadOnlyDictionary<string,
    IReadOnlyList<string>> RolesInTenants(RequestContext call, JObject user) =>
        call.State.Tenants.Rows
            .Select(tenant => (Name: tenant.Text("name")!, Roles: call.RolesOf(user, tenant.Text("name")!)))
            .Where(tenant => tenant.Roles.Count > 0)
            .ToDictionary(tenant => tenant.Name, tenant => tenant.Roles);

    /// <summary>Shows members without their roles.</summary>
    public static JToken Show(RequestContext call, JObject roles) => call.Flag("_get_data")
        ? new JArray(roles.Properties().Select(role => role.Name))
        : roles.Count;

    /// <summary>Shows members with their direct role and all their roles.</summary>
    public static JToken Show(
        RequestContext call, JObject direct, IReadOnlyDictionary<string, IReadOnlyList<string>> all)
    {
        if (!call.Flag("_get_data"))
        {
            return all.Count;
        }

        return call.IsManager(4, 2)
            ? new JObject(all.Select(member => new JProperty(member.Key, new JObject
            {
                ["tenant-role"] = direct[member.Key],
                ["roles"] = new JArray(member.Value.Distinct().OrderBy(role => role, StringComparer.Ordinal)),
            })))
            : new JArray(all.Keys);
    }
}
