using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Which rows a request sees: those of its tenant and global ones, and private ones of its user only.</summary>
internal static class RowVisibility
{
    public static IEnumerable<JObject> Rows(RequestContext call, Table table)
    {
        var allTenants = call.Flag("_all_tenants");
        return table.Rows.Where(row => (row.Text("tenant_name") == call.Tenant
            || row.Text("visibility") == "global"
            || (allTenants && IsMember(call, row.Tenant()))) && IsOpen(call, row));
    }

    public static JObject? Find(RequestContext call, Table table, string key) =>
        table.Find(call.Tenant, key) is { } own ? (IsOpen(call, own) ? own : null)
        : call.State.Tenants.Rows.Select(tenant => table.Find(tenant.Text("name")!, key))
            .FirstOrDefault(row => row?.Text("visibility") == "global");

    /// <param name="call">The request.</param>
    /// <param name="table">Where it is.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="key">Its key in the table.</param>
    /// <param name="name">What users call it, when that is not its key.</param>
    public static JObject Get(RequestContext call, Table table, string kind, string key, string? name = null) =>
        Find(call, table, key) ?? throw RequestContext.NotFound(kind, name ?? key);

    /// <summary>A row to change: a global one only inside its tenant.</summary>
    public static JObject GetToChange(RequestContext call, Table table, string kind, string key, string? name = null)
    {
        var row = Get(call, table, kind, key, name);
        return row.Tenant() == call.Tenant
            ? row
            : throw new ManagerErrorException(
                400, "illegal_action_error",
                $"Can't modify the global resource `{name ?? key}` from outside its tenant `{row.Tenant()}`");
    }

    private static bool IsOpen(RequestContext call, JObject row) =>
        row.Text("visibility") != "private" || row.Text("created_by") == call.UserName
        || call.Manager.Authenticator.IsAdmin(call.User)
        || call.Manager.Authenticator.RolesIn(call.User, row.Tenant()).Contains("manager");

    private static bool IsMember(RequestContext call, string tenant) =>
        call.Manager.Authenticator.IsAdmin(call.User)
        || call.Manager.Authenticator.RolesIn(call.User, tenant).Count > 0;
}
