using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Versions;
using CloudifyPS.Client.Waiting;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Resources;

/// <summary>Sends requests in one tenant of a session, and reads the answers. Thread-safe.</summary>
internal sealed class ApiClient
{
    private readonly CfySession _session;
    private readonly IRequestObserver? _observer;

    /// <param name="session">The session.</param>
    /// <param name="tenant">The tenant; null for the session's.</param>
    /// <param name="observer">Receives every request; null for none.</param>
    public ApiClient(CfySession session, string? tenant, IRequestObserver? observer)
    {
        _session = session;
        _observer = observer;
        Tenant = tenant ?? session.Tenant;
        Connection = (ManagerConnection)(session.Connection
            ?? throw new InvalidOperationException("The session has no connection."));
    }

    public string Tenant { get; }

    public ManagerConnection Connection { get; }

    public TimeProvider TimeProvider => Connection.TimeProvider;

    public Waiter Waiter => new(TimeProvider, Connection.Closed);

    /// <summary>Sends a request that is answered with a resource.</summary>
    public async Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        await FindAsync<T>(request, null, cancellationToken).ConfigureAwait(false) ?? AttachSession(new T());

    /// <summary>Sends a request that is answered with a resource, or with no body (204): null.</summary>
    public async Task<T?> FindAsync<T>(
        ApiRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
        where T : Resource, new()
    {
        async Task<T?> ReadAsync(ApiResponse response, CancellationToken token)
        {
            var resource = await PageReader.ReadAsync<T>(response, token).ConfigureAwait(false);

            // A GET must return a body. An empty 200 is reported as InvalidResponse.
            return resource is null && request.Method == HttpMethod.Get
                ? throw new JsonReaderException("the answer is empty.")
                : resource;
        }

        var resource = await SendAsync(request, ReadAsync, progress, cancellationToken).ConfigureAwait(false);
        return resource is null ? null : AttachSession(resource);
    }

    /// <summary>Sends a request that is answered with a page of a list.</summary>
    public Task<Page<T>> GetPageAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        SendAsync(
            request,
            (response, token) => PageReader.ReadPageAsync<T>(response, item => AttachSession(item), token),
            null,
            cancellationToken);

    /// <summary>Sends a request whose answer is not needed.</summary>
    public Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, static (_, _) => Task.FromResult(true), null, cancellationToken);

    /// <summary>Sends a request and saves the answer to a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The destination.</param>
    /// <param name="defaultName">The name of the file when the manager suggests none.</param>
    /// <param name="progress">Receives the number of bytes so far.</param>
    /// <param name="cancellationToken">Ends the download; no partial file remains.</param>
    /// <returns>The path of the file.</returns>
    public Task<string> DownloadAsync(
        ApiRequest request,
        DownloadTarget target,
        string defaultName,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        SendAsync(
            request,
            (response, token) => IsWebPage(request, response)
                ? throw new InvalidResponseException("is a web page, not a file of a manager")
                {
                    RecommendedAction =
                        "Check that the address is a Cloudify Manager's, and that no proxy answers in its place.",
                }
                : target.SaveAsync(
                    response.Body,
                    SafeFileName.Of(response.FileName) ?? defaultName,
                    response.ContentLength,
                    progress,
                    token),
            null,
            cancellationToken);

    /// <summary>Sends a request.</summary>
    /// <exception cref="CfyUnsupportedException">The manager's version does not have a field or the
    /// operation.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request,
        Func<ApiResponse, CancellationToken, Task<T>> read,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (!request.IsRaw)
        {
            await RequireAsync(VersionTable.Of(request).ToList(), cancellationToken).ConfigureAwait(false);
        }

        return await Connection.SendAsync(request, Tenant, read, _observer, progress, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Gets the edition: community or premium. Asks the manager if the session was opened without a probe.
    /// </summary>
    public async Task<string?> GetEditionAsync(CancellationToken cancellationToken)
    {
        if (_session.Edition is null)
        {
            var version = await SendAsync<ManagerVersion>(ApiRequest.Version(), cancellationToken)
                .ConfigureAwait(false);
            _session.Edition = version.Edition;
        }

        return _session.Edition;
    }

    /// <summary>Refuses what this manager's version does not have. An unknown version has everything.</summary>
    /// <exception cref="CfyUnsupportedException">The manager does not have it.</exception>
    public void Require(IEnumerable<VersionLimit> limits)
    {
        if (Connection.ManagerVersion is { } version)
        {
            foreach (var limit in limits)
            {
                limit.Check(version);
            }
        }
    }

    /// <summary>Creates the exception for answers that contradict each other.</summary>
    public CfyException InvalidAnswer(string message) =>
        new CfyConnectionException(message, ConnectionFailure.InvalidResponse, _session.Manager, null)
        {
            RecommendedAction = "Read the list again. If the error remains, check the proxies in front of the manager.",
        };

    /// <summary>Stores the session and the tenant in a resource, so that cmdlets return to them.</summary>
    public T AttachSession<T>(T resource)
        where T : Resource
    {
        resource.Session = _session;
        if (resource is TenantResource { TenantName: null } inTenant)
        {
            inTenant.TenantName = Tenant;
        }

        return resource;
    }

    /// <summary>
    /// Refuses what this manager's version does not have. Asks for the version if the session was opened without a
    /// probe.
    /// </summary>
    /// <exception cref="CfyUnsupportedException">The manager does not have it.</exception>
    public async Task RequireAsync(IReadOnlyCollection<VersionLimit> limits, CancellationToken cancellationToken)
    {
        if (limits.Count > 0 && Connection.ManagerVersion is null)
        {
            // Managers that do not have a field ignore it silently, a dry run for example.
            var version = await SendAsync<ManagerVersion>(ApiRequest.Version(), cancellationToken)
                .ConfigureAwait(false);
            Connection.ManagerVersion = version.ToVersion();
        }

        Require(limits);
    }

    // The response to a request of the user can have no body. Managers then call it a web page.
    private static bool IsWebPage(ApiRequest request, ApiResponse response) =>
        response.IsHtml && !(request.IsRaw && response.ContentLength == 0);
}
