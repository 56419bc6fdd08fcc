using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets and lists the resources of one kind.</summary>
/// <typeparam name="T">The resource.</typeparam>
public class ResourceClient<T>
    where T : Resource, new()
{
    private readonly Func<T, string?> _keyOf;

    /// <param name="client">The view that sends the requests.</param>
    /// <param name="path">The path of the list, such as <c>blueprints</c>.</param>
    /// <param name="key">The attribute that names a resource in a path, such as <c>id</c>.</param>
    /// <param name="keyOf">What makes a resource the same as another in a list.</param>
    internal ResourceClient(ManagerClient client, string path, string key, Func<T, string?> keyOf)
    {
        Client = client;
        Path = path;
        Key = key;
        _keyOf = keyOf;
    }

    /// <summary>The attribute that names a resource, under the manager's name.</summary>
    public string Key { get; }

    /// <summary>The view that sends the requests.</summary>
    internal ManagerClient Client { get; }

    /// <summary>The path of the list.</summary>
    internal string Path { get; }

    /// <summary>One resource: <c>GET /{path}/{id}</c>.</summary>
    /// <param name="id">Its key.</param>
    /// <param name="include">The attributes to ask for, under the manager's names; null or empty for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="CfyNotFoundException">There is none.</exception>
    public virtual Task<T> GetAsync(string id, IReadOnlyList<string>? include, CancellationToken cancellationToken) =>
        Client.GetAsync<T>(
            ApiRequest.Get(PathOf(id)).With("_include", Projection(include)), cancellationToken);

    /// <summary>A list: <c>GET /{path}</c>.</summary>
    /// <param name="query">What to ask for.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public ResourceList<T> List(ListQuery query, CancellationToken cancellationToken) =>
        new((offset, size, stop) => Client.GetPageAsync<T>(Compose(query, offset, size), stop), _keyOf, query, cancellationToken);

    /// <summary>The path of one resource.</summary>
    internal string PathOf(string id) => Path + "/" + ApiRequest.Name(id);

    private ApiRequest Compose(ListQuery query, long offset, int size)
    {
        var request = ApiRequest.Get(Path);
        foreach (var filter in query.Filters)
        {
            request.With(filter.Key, filter.Value);
        }

        request.With("_include", Projection(query.Include));
        foreach (var attribute in query.Sort)
        {
            request.With("_sort", attribute);
        }

        foreach (var other in query.Others)
        {
            request.With(other.Key, other.Value);
        }

        // Always both: managers before 4.6 take an offset without a size for a page of nothing.
        return request
            .With("_all_tenants", query.AllTenants ? true : null)
            .With("_search", query.Search)
            .With("_size", size)
            .With("_offset", offset);
    }

    private string? Projection(IReadOnlyList<string>? include)
    {
        if (include is null or { Count: 0 })
        {
            return null;
        }

        var names = include.Select(ResourceShapes.NameOf<T>);

        // Without its key an object could neither be told from another nor be piped on.
        return string.Join(",", (Key.Length == 0 ? names : names.Prepend(Key)).Distinct());
    }
}
