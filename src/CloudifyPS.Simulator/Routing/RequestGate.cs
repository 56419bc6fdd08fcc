using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>
/// Decides whether a request may use its route: credentials, tenant, state of the manager, role, edition.
/// </summary>
internal sealed class RequestGate(ManagerContext manager)
{
    private readonly Authenticator _authenticator = new(manager);

    /// <summary>Admits a request.</summary>
    /// <returns>The user, null for an anonymous route, and the tenant.</returns>
    /// <exception cref="ManagerErrorException">The request is rejected.</exception>
    public (JObject? User, string Tenant) Admit(ApiRequest request, Route route)
    {
        if (route.IsAnonymous)
        {
            return (null, "");
        }

        var user = _authenticator.Authenticate(request);
        var tenant = _authenticator.Tenant(request, route, user);
        manager.Maintenance.Advance();
        if (!route.WorksInMaintenance)
        {
            manager.Maintenance.Check(request.Method, route);
            CheckManager(route);
        }

        _authenticator.Authorize(user, tenant, route.Action);
        return route.IsPremium && !manager.Options.Premium ? throw Refusal.MissingPremium() : (user, tenant);
    }

    private void CheckManager(Route route)
    {
        if (manager.IsRestoring)
        {
            throw new ManagerErrorException(
                503, "in_snapshot_restore_error", "The manager is restoring a snapshot; try again when that is done");
        }

        if (manager.IsReplica && !route.Template.StartsWith("cluster", StringComparison.Ordinal))
        {
            throw new ManagerErrorException(
                400, "not_cluster_master", "This manager is not currently running (it is a replica of a cluster)");
        }
    }
}
