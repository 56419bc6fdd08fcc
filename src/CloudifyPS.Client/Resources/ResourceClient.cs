using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets and lists the resources of one kind.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal class ResourceClient<T>(ApiClient api, ResourceDescription<T> description)
    where T : Resource, new()
{
    public ResourceDescription<T> Description { get; } = description;

    protected ApiClient Api { get; } = api;

    protected string Path => Description.Path;

    /// <summary>Gets one resource: <c>GET /{path}/{key}</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="include">The attributes to ask for, under either name; null or empty for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="CfyNotFoundException">There is none.</exception>
    public virtual Task<T> GetAsync(string key, IReadOnlyList<string>? include, CancellationToken cancellationToken) =>
        Api.SendAsync<T>(ApiRequest.Get(PathOf(key)).With("_include", Projection(include)), cancellationToken);

    /// <summary>Gets a list: <c>GET /{path}</c>.</summary>
    public ResourceList<T> List(ListQuery query, CancellationToken cancellationToken) =>
        new(
            (offset, size, stop) => Api.GetPageAsync<T>(Compose(query, offset, size), stop),
            Description.Identity,
            Api.InvalidAnswer,
            query,
            cancellationToken);

    /// <summary>Gets the path of one resource.</summary>
    public string PathOf(string key) => Path + "/" + ApiRequest.Name(key);

    /// <summary>
    /// Creates a resource under a key that the caller chose. When the answer is lost, or says that the resource exists
    /// after the request was repeated, the manager is asked whether the resource was created.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="createdAt">The time at which a resource was created.</param>
    /// <param name="send">Sends the request; null when the answer has no body.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
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
    /// Gets the time of a request by the manager's clock, from a later answer: a resource that is older is not the one
    /// that was sent. Managers say the time in whole seconds.
    /// </summary>
    /// <param name="response">The later answer.</param>
    /// <param name="start">The timestamp of the request.</param>
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

        // Both are always sent: managers before 4.6 read an offset without a size as a page of no objects.
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

        // Without its identity a resource can neither be deduplicated nor be piped to another cmdlet.
        IEnumerable<string> identity = Description.IdentityAttributes;
        if (allTenants && Description.Scope == TenantScope.Tenant)
        {
            identity = identity.Append("tenant_name");
        }

        return string.Join(",", identity.Concat(include.Select(ResourceShapes.NameOf<T>)).Distinct());
    }
}
