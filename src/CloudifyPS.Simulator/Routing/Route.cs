using CloudifyPS.Simulator.Http;

namespace CloudifyPS.Simulator.Routing;

/// <summary>One operation: its method and path, who may use it, since when there is one, and what it does.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">Below <c>/api/v3.1/</c>; <c>{name}</c> stands for one segment.</param>
/// <param name="Action">The permission it needs; null when every user has it.</param>
/// <param name="Handler">Answers it.</param>
internal sealed record Route(string Method, string Template, string? Action, Func<RequestContext, ApiResponse> Handler)
{
    /// <summary>The first manager version that has it.</summary>
    public Version Since { get; init; } = new(4, 0);

    /// <summary>The first manager version that no longer has it.</summary>
    public Version? Until { get; init; }

    /// <summary>The first manager version that has it under /api/v3.1 only.</summary>
    public Version? OnlyV31Since { get; init; }

    /// <summary>The community edition answers 404 missing_premium_package_error.</summary>
    public bool IsPremium { get; init; }

    /// <summary>The community edition does not know the method.</summary>
    public bool IsPremiumOnly { get; init; }

    /// <summary>The request needs no tenant.</summary>
    public bool SkipsTenant { get; init; }

    /// <summary>The request needs no credentials.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The query argument that names what the manager is to fetch, before it looks at the request.</summary>
    public string? UrlArgument { get; init; }

    /// <summary>It works while the manager is in maintenance mode.</summary>
    public bool WorksInMaintenance { get; init; }

    public IReadOnlyList<string> Segments { get; } = Template.Split('/');

    public bool IsServed(Version manager, string api) =>
        manager >= Since && (Until is null || manager < Until)
        && (api == "v3.1" || OnlyV31Since is null || manager < OnlyV31Since);

    /// <summary>The values of the path's names; null when the path is another.</summary>
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
