using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets and lists resources of one kind.</summary>
/// <typeparam name="T">The type of the resource.</typeparam>
internal class ResourceClient<T>(ApiClient api, ResourceDescription<T> description)
    where T : Resource, new()
{
    public ResourceDescription<T> Description { get; } = description;

    protected ApiClient Api { get; } = api;

    protected string Path => Description.Path;

    /// <summary>Gets one resource: <c>GET /{path}/{key}</c>.</summary>
    /// <param name="key">The key of the resource.</param>
    /// <param name="include">
    /// The attributes to return, under the manager's names or the module's names; null or empty for all.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <exception cref="CfyNotFoundException">The resource does not exist.</exception>
    public virtual Task<T> GetAsync(string key, IReadOnlyList<string>? include, CancellationToken cancellationToken) =>
        Api.SendAsync<T>(ApiRequest.Get(PathOf(key)).With("_include", Projection(include)), cancellationToken);

    /// <summary>Gets a list: <c>GET /{path}</c>.</summary>
    public ResourceList<T> List(ListQuery query, CancellationToken cancellationToken) =>
        new(
            (offset, size, stop) => Api.GetPageAsync<T>(Compose(query, offset, size), stop),
            Description.Identity,
            Api.InvalidResponse,
            query,
            cancellationToken);

    /// <summary>Gets the path of one resource.</summary>
    public string PathOf(string key) => Path + "/" + ApiRequest.Name(key);

    /// <summary>
    /// Creates a resource with a key that the caller chose. If the response is lost, or reports a conflict after the
    /// request was repeated, the method checks whether the manager has created the resource, and returns it.
    /// </summary>
    /// <param name="key">The key of the resource.</param>
    /// <param name="createdAt">Gets the creation time of a resource.</param>
    /// <param name="send">Sends the request. Returns null if the response has no body.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    protected async Task<T> FindIfLostAsync(
        string key,
        Func<T, DateTimeOffset?> createdAt,
        Func<CancellationToken, Task<T?>> send,
        CancellationToken cancellationToken)
    {
        var start = Api.TimeProvider.GetTimestamp();
        try
        {
            return await send(cancellationToken).ConfigureAwait(false)
                ?? await GetAsync(key, null, cancellationToken).ConfigureAwait(false);
        }
        catch (CfyException exception) when (
            exception is { MayHaveArrived: true } or CfyConflictException { IsRepeated: true })
        {
            if (await FindNewAsync(key, createdAt, start, cancellationToken).ConfigureAwait(false) is { } created)
            {
                return created;
            }

            throw;
        }
    }

    /// <summary>
    /// Gets the time of a request by the manager's clock, from the Date header of a later response. A resource with an
    /// earlier creation time was not created by the request. The header has a resolution of one second.
    /// </summary>
    /// <param name="response">The later response.</param>
    /// <param name="start">The timestamp of the request, from the client's clock.</param>
    protected DateTimeOffset TimeOfRequest(ApiResponse response, long start) =>
        (response.Date ?? Api.TimeProvider.GetUtcNow())
        - Api.TimeProvider.GetElapsedTime(start) - TimeSpan.FromSeconds(2);

    private async Task<T?> FindNewAsync(
        string key, Func<T, DateTimeOffset?> createdAt, long start, CancellationToken cancellationToken)
    {
        try
        {
            return await Api.SendAsync(
                ApiRequest.Get(PathOf(key)),
                async (response, token) =>
                {
                    var found = await PageReader.ReadAsync<T>(response, token).ConfigureAwait(false);
                    return found is null || createdAt(found) < TimeOfRequest(response, start)
                        ? null
                        : Api.AttachSession(found);
                },
                null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (CfyNotFoundException)
        {
            return null;
        }
    }

    private ApiRequest Compose(ListQuery query, long offset, int size)
    {
        var request = ApiRequest.Get(Path);
        foreach (var filter in query.Filters)
        {
            request.With(filter.Key, filter.Value);
        }

        request.With("_include", Projection(query.Include, query.AllTenants));
        foreach (var attribute in query.Sort)
        {
            request.With("_sort", attribute);
        }

        foreach (var other in query.Others)
        {
            request.With(other.Key, other.Value);
        }

        // Both are always sent, because managers before 4.6 return no objects for an offset without a size.
        return request
            .With("_all_tenants", query.AllTenants ? true : null)
            .With("_search", query.Search)
            .With("_size", size)
            .With("_offset", offset);
    }

    private string? Projection(IReadOnlyList<string>? include, bool allTenants = false)
    {
        if (include is null or { Count: 0 })
        {
            return null;
        }

        // A resource without its identity can neither be deduplicated nor be piped to another cmdlet.
        IEnumerable<string> identity = Description.IdentityAttributes;
        if (allTenants && Description.Scope == TenantScope.Tenant)
        {
            identity = identity.Append("tenant_name");
        }

        return string.Join(",", identity.Concat(include.Select(ResourceShapes.NameOf<T>)).Distinct());
    }
}
