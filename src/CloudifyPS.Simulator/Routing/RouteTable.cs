using CloudifyPS.Simulator.Http;

namespace CloudifyPS.Simulator.Routing;

/// <summary>Finds the routes of a path among those that a manager's version and edition serve.</summary>
internal sealed class RouteTable(IReadOnlyList<Route> routes, Version version, bool isPremium)
{
    private static readonly string[] ApiVersions = ["v1", "v2", "v2.1", "v3", "v3.1"];

    /// <summary>Gets the routes of all versions and editions.</summary>
    public IReadOnlyList<Route> Routes { get; } = routes;

    /// <summary>Finds the routes of a request's path, whatever their methods.</summary>
    /// <returns>The routes with the values of their path parameters, and the API version of the path.</returns>
    public (IReadOnlyList<(Route Route, Dictionary<string, string> Values)> Matches, string Api) Match(
        ApiRequest request)
    {
        var path = request.Path.Split('/').Skip(1).Select(Uri.UnescapeDataString).ToList();
        var isUnversioned = path.Count == 2 && path[0] == "api" && path[1] == "version";
        var api = isUnversioned ? "v3.1" : path.Count > 2 && path[0] == "api" ? path[1] : "";
        var rest = isUnversioned ? ["version"] : path.Skip(2).ToList();
        var matches = ApiVersions.Contains(api)
            ? Routes.Where(route => route.IsServed(version, api) && (isPremium || !route.IsPremiumOnly))
                .Select(route => (Route: route, Values: route.Match(rest)!))
                .Where(match => match.Values is not null)
                .ToList()
            : [];

        // Of the routes with the request's method, literal segments take precedence over parameters: PUT tenants/users
        // is not the tenant 'users', but POST tenants/users is.
        return ([.. matches.OrderBy(match => match.Values.Count)], api);
    }
}
