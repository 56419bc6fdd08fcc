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

    public static JToken Show(RequestContext call, JObject roles, bool withRoles)
    {
        if (!call.Flag("_get_data"))
        {
            return roles.Count;
        }

        if (!withRoles || !call.IsManager(4, 2))
        {
            return new JArray(roles.Properties().Select(role => role.Name));
        }

        var result = new JObject();
        foreach (var role in roles.Properties())
        {
            result[role.Name] = new JObject { ["tenant-role"] = role.Value, ["roles"] = new JArray(role.Value) };
        }

        return result;
    }
}
