using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>The manager itself: <c>/version</c>, <c>/status</c>.</summary>
public sealed class ManagerInfoClient
{
    private readonly ManagerClient _client;

    internal ManagerInfoClient(ManagerClient client) => _client = client;

    /// <summary>What the manager is: <c>GET /api/version</c>, which every manager serves whatever API version it speaks.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ManagerVersion> GetVersionAsync(CancellationToken cancellationToken) =>
        _client.GetAsync<ManagerVersion>(
            new ApiRequest(HttpMethod.Get, "version") { IsVersioned = false }, cancellationToken);

    /// <summary>How the manager is: <c>GET /status</c>.</summary>
    /// <param name="summaryOnly">Leaves out the services. Managers from 5.0.5 on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ManagerStatus> GetStatusAsync(bool summaryOnly, CancellationToken cancellationToken) =>
        _client.GetAsync<ManagerStatus>(
            ApiRequest.Get("status").With("summary", summaryOnly ? true : null), cancellationToken);
}
