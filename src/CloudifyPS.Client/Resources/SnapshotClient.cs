using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Snapshots: <c>/snapshots</c>.</summary>
public sealed class SnapshotClient : ResourceClient<Snapshot>
{
    internal SnapshotClient(ManagerClient client)
        : base(client, "snapshots", "id", snapshot => snapshot.Id)
    {
    }

    /// <summary>Makes a snapshot: <c>PUT /snapshots/{id}</c>.</summary>
    /// <param name="id">The id that it gets.</param>
    /// <param name="creation">What it holds.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The execution that makes it.</returns>
    public Task<Execution> CreateAsync(string id, SnapshotCreation creation, CancellationToken cancellationToken) =>
        Client.GetAsync<Execution>(
            ApiRequest.Put(PathOf(ResourceName.Valid("snapshot", id))).WithJson(new Dictionary<string, object?>
            {
                ["include_metrics"] = creation.IncludeMetrics,
                ["include_credentials"] = creation.IncludeCredentials,
                ["include_logs"] = creation.IncludeLogs,
                ["include_events"] = creation.IncludeEvents,
                ["queue"] = creation.Queue,
            }),
            cancellationToken);

    /// <summary>Restores a snapshot: <c>POST /snapshots/{id}/restore</c>.</summary>
    /// <param name="id">The snapshot.</param>
    /// <param name="restore">How.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The execution that restores it; managers send it in the shape of a snapshot.</returns>
    public async Task<Execution> RestoreAsync(string id, SnapshotRestore restore, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>
        {
            ["force"] = restore.Force,
            ["recreate_deployments_envs"] = restore.RecreateDeploymentsEnvs,
            ["restore_certificates"] = restore.RestoreCertificates,
            ["no_reboot"] = restore.NoReboot,
        };
        if (!Client.Connection.IsAtLeast(4, 1))
        {
            body["tenant_name"] = Client.Tenant;
        }

        var execution = await Client
            .GetAsync<Execution>(ApiRequest.Post(PathOf(id) + "/restore").WithJson(body), cancellationToken)
            .ConfigureAwait(false);
        execution.WorkflowId ??= "restore_snapshot";
        execution.IsSystemWorkflow ??= true;
        return execution;
    }

    /// <summary>Deletes a snapshot: <c>DELETE /snapshots/{id}</c>.</summary>
    /// <param name="id">The snapshot.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(id)), cancellationToken);

    /// <summary>Uploads a snapshot: <c>PUT /snapshots/{id}/archive</c>.</summary>
    /// <param name="id">The id that it gets.</param>
    /// <param name="source">A zip, or a URL.</param>
    /// <param name="progress">Is told how far the upload is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Snapshot> UploadAsync(
        string id, UploadSource source, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var path = PathOf(ResourceName.Valid("snapshot", id)) + "/archive";
        var request = new ApiRequest(HttpMethod.Put, path) { OpenBody = source.Open }
            .With("snapshot_archive_url", source.Url);
        var snapshot = await Client.SendAsync(request, PageReader.ReadAsync<Snapshot>, progress, cancellationToken)
            .ConfigureAwait(false);

        // Managers 7.x answer with nulls when it was there before.
        return snapshot?.Id is null
            ? await GetAsync(id, null, cancellationToken).ConfigureAwait(false)
            : Client.Own(snapshot);
    }

    /// <summary>Downloads a snapshot: <c>GET /snapshots/{id}/archive</c>.</summary>
    /// <param name="id">The snapshot.</param>
    /// <param name="target">Where the file goes.</param>
    /// <param name="progress">Is told how far the download is.</param>
    /// <param name="cancellationToken">Gives up; nothing stays on the disk then.</param>
    /// <returns>The path of the file.</returns>
    public Task<string> DownloadAsync(
        string id, DownloadTarget target, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Get(PathOf(id) + "/archive"),
            (response, token) => target.SaveAsync(response, id + ".zip", progress, token),
            null,
            cancellationToken);
}
