using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets the version and the status of the manager: <c>/version</c>, <c>/status</c>.</summary>
internal sealed class ManagerInfoClient(ApiClient api)
{
    /// <summary>Gets the version: <c>GET /api/version</c>.</summary>
    public Task<ManagerVersion> GetVersionAsync(CancellationToken cancellationToken) =>
        api.SendAsync<ManagerVersion>(ApiRequest.Version(), cancellationToken);

    /// <summary>Gets the status: <c>GET /status</c>.</summary>
    /// <param name="summaryOnly">Whether the result omits the services. Manager 5.0.5 and later.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<ManagerStatus> GetStatusAsync(bool summaryOnly, CancellationToken cancellationToken) =>
        api.SendAsync<ManagerStatus>(
            ApiRequest.Get("status").With("summary", summaryOnly ? true : null), cancellationToken);
}
