using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Versions;
using CloudifyPS.Client.Waiting;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Resources;

/// <summary>Sends requests in one tenant of a session, and reads the responses. Thread-safe.</summary>
internal sealed class ApiClient
{
    private readonly CfySession _session;
    private readonly IRequestObserver? _observer;

    /// <param name="session">The session.</param>
    /// <param name="tenant">The name of the tenant; null for the tenant of the session.</param>
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

    /// <summary>
    /// Sends a request and returns the resource in the response, or an empty one if there is no body.
    /// </summary>
    public async Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        await FindAsync<T>(request, null, cancellationToken).ConfigureAwait(false) ?? AttachSession(new T());

    /// <summary>Sends a request and returns the resource in the response, or null if there is no body (204).</summary>
    public async Task<T?> FindAsync<T>(
        ApiRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
        where T : Resource, new()
    {
        async Task<T?> ReadAsync(ApiResponse response, CancellationToken token)
        {
            var resource = await PageReader.ReadAsync<T>(response, token).ConfigureAwait(false);

            // A GET must return a body. An empty 200 is reported as InvalidResponse.
            return resource is null && request.Method == HttpMethod.Get
                ? throw new JsonReaderException("the response is empty.")
                : resource;
        }

        var resource = await SendAsync(request, ReadAsync, progress, cancellationToken).ConfigureAwait(false);
        return resource is null ? null : AttachSession(resource);
    }

    /// <summary>Sends a request and returns the page of a list in the response.</summary>
    public Task<Page<T>> GetPageAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        SendAsync(
            request,
            (response, token) => PageReader.ReadPageAsync<T>(response, item => AttachSession(item), token),
            null,
            cancellationToken);

    /// <summary>Sends a request and ignores the body of the response.</summary>
    public Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, static (_, _) => Task.FromResult(true), null, cancellationToken);

    /// <summary>Sends a request and saves the body of the response to a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The destination.</param>
    /// <param name="defaultName">The name of the file if the manager suggests none.</param>
    /// <param name="progress">Receives the number of bytes that have been transferred.</param>
    /// <param name="cancellationToken">A token that cancels the download. No partial file remains.</param>
    /// <returns>The path of the saved file.</returns>
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
                        "Check that the address belongs to a Cloudify Manager, and that no proxy responds in its "
                        + "place.",
                }
                : target.SaveAsync(
                    response.Body,
                    SafeFileName.Of(response.FileName) ?? defaultName,
                    response.ContentLength,
                    progress,
                    token),
            null,
            cancellationToken);

    /// <summary>Sends a request and reads the response with a function.</summary>
    /// <exception cref="CfyUnsupportedException">
    /// The manager's version does not support the operation or one of its fields.
    /// </exception>
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
    /// Gets the edition, <c>community</c> or <c>premium</c>. Sends a request if the session was opened without a probe.
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

    /// <summary>Checks limits against the manager's version. If the version is unknown, nothing is checked.</summary>
    /// <exception cref="CfyUnsupportedException">The manager's version is outside a limit.</exception>
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

    /// <summary>Creates the exception for responses that contradict each other.</summary>
    public CfyException InvalidResponse(string message) =>
        new CfyConnectionException(message, ConnectionFailure.InvalidResponse, _session.Manager, null)
        {
            RecommendedAction = "Read the list again. If the error remains, check the proxies in front of the manager.",
        };

    /// <summary>
    /// Stores the session and the tenant in a resource. Cmdlets that receive it from the pipeline use both.
    /// </summary>
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
    /// Checks limits against the manager's version. Requests the version if the session was opened without a probe.
    /// </summary>
    /// <exception cref="CfyUnsupportedException">The manager's version is outside a limit.</exception>
    public async Task RequireAsync(IReadOnlyCollection<VersionLimit> limits, CancellationToken cancellationToken)
    {
        if (limits.Count > 0 && Connection.ManagerVersion is null)
        {
            // Managers ignore fields that they do not support. Without this check, `dry_run` would run the workflow.
            var version = await SendAsync<ManagerVersion>(ApiRequest.Version(), cancellationToken)
                .ConfigureAwait(false);
            Connection.ManagerVersion = version.ToVersion();
        }

        Require(limits);
    }

    // A raw request can have an empty response, which managers send with the content type text/html.
    private static bool IsWebPage(ApiRequest request, ApiResponse response) =>
        response.IsHtml && !(request.IsRaw && response.ContentLength == 0);
}
