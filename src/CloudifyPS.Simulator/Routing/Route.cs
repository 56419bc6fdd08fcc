using CloudifyPS.Simulator.Http;

namespace CloudifyPS.Simulator.Routing;

/// <summary>An operation of the API: method, path, permission, versions and handler.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below <c>/api/v3.1/</c>. <c>{name}</c> matches one segment.</param>
/// <param name="Action">The permission that is required; null when every user may use the operation.</param>
/// <param name="Handler">Creates the response.</param>
internal sealed record Route(string Method, string Template, string? Action, Func<RequestContext, ApiResponse> Handler)
{
    /// <summary>Gets the first manager version that has the operation.</summary>
    public Version Since { get; init; } = new(4, 0);

    /// <summary>Gets the first manager version that no longer has the operation.</summary>
    public Version? Until { get; init; }

    /// <summary>Gets the first manager version that has the operation under /api/v3.1 only.</summary>
    public Version? OnlyV31Since { get; init; }

    /// <summary>Gets whether the community edition returns 404 missing_premium_package_error.</summary>
    public bool IsPremium { get; init; }

    /// <summary>Gets whether the community edition does not have the method (405).</summary>
    public bool IsPremiumOnly { get; init; }

    /// <summary>Gets whether the request needs no tenant.</summary>
    public bool SkipsTenant { get; init; }

    /// <summary>Gets whether the request needs no credentials.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>
    /// Gets the argument with the URL of an archive. The archive is downloaded before the handler is called.
    /// </summary>
    public string? UrlArgument { get; init; }

    /// <summary>Gets whether the operation is available in maintenance mode.</summary>
    public bool WorksInMaintenance { get; init; }

    public IReadOnlyList<string> Segments { get; } = Template.Split('/');

    public bool IsServed(Version manager, string api) =>
        manager >= Since && (Until is null || manager < Until)
        && (api == "v3.1" || OnlyV31Since is null || manager < OnlyV31Since);

    /// <summary>Gets the values of the path's parameters; null when the path does not match.</summary>
    public Dictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != Segments.Count)
        {
            return null;
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (var i = 0; i < path.Count; i++)
        {
            if (Segments[i][0] == '{')
            {
                if (path[i].Length == 0)
                {
                    return null;
                }

                values[Segments[i].Trim('{', '}')] = path[i];
            }
            else if (Segments[i] != path[i])
            {
                return null;
            }
        }

        return values;
    }
}
