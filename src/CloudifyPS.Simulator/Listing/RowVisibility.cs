using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>
/// Selects the rows that a request can see: those of its tenant, global ones, and private ones of its user.
/// </summary>
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

    /// <summary>Gets a row.</summary>
    /// <param name="call">The request.</param>
    /// <param name="table">The rows.</param>
    /// <param name="kind">The kind of resource that the error names.</param>
    /// <param name="key">The row's key.</param>
    /// <param name="name">The name in the error, where it differs from the key.</param>
    /// <exception cref="ManagerErrorException">404: there is no such row, or it is not visible.</exception>
    public static JObject Get(RequestContext call, Table table, string kind, string key, string? name = null) =>
        Find(call, table, key) ?? throw Refusal.NotFound(kind, name ?? key);

    /// <summary>Gets a row in order to change it. A global row can be changed in its own tenant only.</summary>
    public static JObject GetToChange(RequestContext call, Table table, string kind, string key, string? name = null)
    {
        var row = Get(call, table, kind, key, name);
        return row.Tenant() == call.Tenant
            ? row
            : throw Refusal.IllegalAction(
                $"Can't modify the global resource `{name ?? key}` from outside its tenant `{row.Tenant()}`");
    }

    private static bool IsOpen(RequestContext call, JObject row) =>
        row.Text("visibility") != "private" || row.Text("created_by") == call.UserName
        || call.IsAdmin
        || call.RolesIn(row.Tenant()).Contains("manager");

    private static bool IsMember(RequestContext call, string tenant) =>
        call.IsAdmin
        || call.RolesIn(tenant).Count > 0;
}
