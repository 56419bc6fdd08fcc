using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages snapshots: <c>/snapshots</c>.</summary>
internal sealed class SnapshotClient(ApiClient api)
    : ResourceClient<Snapshot>(api, new("snapshot", "snapshots", "id", snapshot => snapshot.Id)
    {
        SearchField = "id",
    })
{
    /// <summary>Creates a snapshot: <c>PUT /snapshots/{id}</c>.</summary>
    /// <returns>The execution that creates the snapshot.</returns>
    public async Task<Execution> CreateAsync(
        string id, SnapshotCreation creation, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Put(PathOf(ResourceName.Valid("snapshot", id)))
            .WithField("include_metrics", creation.IncludeMetrics)
            .WithField("include_credentials", creation.IncludeCredentials)
            .WithField("include_logs", creation.IncludeLogs)
            .WithField("include_events", creation.IncludeEvents)
            .WithField("queue", creation.Queue);

        // Manager 7.0 and later use the premium API for their new format. The creation fails on a community manager,
        // unless the legacy format is requested.
        if (Api.Connection.IsAtLeast(7, 0)
            && await Api.GetEditionAsync(cancellationToken).ConfigureAwait(false) == "community")
        {
            request.WithField("legacy", true);
        }

        return await Api.SendAsync<Execution>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restores a snapshot: <c>POST /snapshots/{id}/restore</c>.</summary>
    /// <returns>
    /// The execution that restores the snapshot. Some attributes are set by the client, because the manager returns the
    /// execution with the attributes of a snapshot.
    /// </returns>
    public async Task<Execution> RestoreAsync(string id, SnapshotRestore restore, CancellationToken cancellationToken)
    {
        var request = ApiRequest.Post(PathOf(id) + "/restore")
            .WithField("force", restore.Force)
            .WithField("recreate_deployments_envs", restore.RecreateDeploymentsEnvs)
            .WithField("restore_certificates", restore.RestoreCertificates)
            .WithField("no_reboot", restore.NoReboot)
            .WithField("tenant_name", Api.Connection.IsAtLeast(4, 1) ? null : Api.Tenant);
        var execution = await Api.SendAsync<Execution>(request, cancellationToken).ConfigureAwait(false);
        execution.WorkflowId ??= "restore_snapshot";
        execution.IsSystemWorkflow ??= true;
        return execution;
    }

    /// <summary>Deletes a snapshot: <c>DELETE /snapshots/{id}</c>.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(id)), cancellationToken);

    /// <summary>Uploads a snapshot: <c>PUT /snapshots/{id}/archive</c>.</summary>
    public async Task<Snapshot> UploadAsync(
        string id, UploadSource source, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var path = PathOf(ResourceName.Valid("snapshot", id)) + "/archive";
        var request = new ApiRequest(HttpMethod.Put, path) { OpenBody = source.Open }
            .With("snapshot_archive_url", source.Url);
        return await FindIfLostAsync(
            id,
            snapshot => snapshot.CreatedAt,
            async stop =>
            {
                var snapshot = await Api.FindAsync<Snapshot>(request, progress, stop).ConfigureAwait(false);

                // Manager 7.x returns null for all attributes if the snapshot existed before.
                return snapshot?.Id is null ? null : snapshot;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads a snapshot: <c>GET /snapshots/{id}/archive</c>.</summary>
    /// <returns>The path of the saved file.</returns>
    public Task<string> DownloadAsync(
        string id, DownloadTarget target, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        Api.DownloadAsync(ApiRequest.Get(PathOf(id) + "/archive"), target, id + ".zip", progress, cancellationToken);
}
