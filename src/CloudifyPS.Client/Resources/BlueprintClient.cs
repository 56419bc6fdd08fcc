using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Blueprints: <c>/blueprints</c>.</summary>
public sealed class BlueprintClient : ResourceClient<Blueprint>
{
    internal BlueprintClient(ManagerClient client)
        : base(client, "blueprints", "id", blueprint => blueprint.Id)
    {
    }

    /// <summary>
    /// Uploads a blueprint: <c>PUT /blueprints/{id}</c>, and waits until the manager has parsed it.
    /// </summary>
    /// <param name="id">The id that it gets.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="upload">How to upload it.</param>
    /// <param name="progress">Is told how far the upload is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CfyException">The manager refused it, or could not parse it.</exception>
    public async Task<Blueprint> UploadAsync(
        string id,
        UploadSource source,
        BlueprintUpload upload,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Put, PathOf(ResourceName.Valid("blueprint", id))) { OpenBody = source.Open }
            .With("application_file_name", upload.ApplicationFileName ?? source.MainFileName)
            .With("blueprint_archive_url", source.Url)
            .With("visibility", upload.Visibility);
        if (upload.NoWait && Client.Connection.IsAtLeast(5, 2))
        {
            // Only ever true: managers 7.x take any text for true, even False.
            request.With("async_upload", true);
        }

        if (upload.Labels is { Count: > 0 } && Client.Connection.IsAtLeast(7, 0))
        {
            // Managers from 7.0 on take labels in a form only, and then everything else from there too.
            request.FormParameters = JsonBody.Write(new Dictionary<string, object?>
            {
                ["application_file_name"] = upload.ApplicationFileName ?? source.MainFileName ?? "",
                ["blueprint_archive_url"] = source.Url,
                ["visibility"] = upload.Visibility,
                ["async_upload"] = upload.NoWait,
                ["labels"] = upload.Labels.Select(label => new { key = label.Key, value = label.Value }),
            });
            request.FormBodyName = "blueprint_archive";
        }
        else
        {
            request.With("labels", Labels.ToQuery(upload.Labels));
        }

        Blueprint? blueprint;
        var start = Client.TimeProvider.GetTimestamp();
        try
        {
            blueprint = await Client.SendAsync(request, PageReader.ReadAsync<Blueprint>, progress, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (CfyException exception) when (MayHaveArrived(exception))
        {
            // The manager may have got it all and be busy with it: look before giving up.
            blueprint = await FindNewAsync(id, start, cancellationToken).ConfigureAwait(false);
            if (blueprint is null)
            {
                throw;
            }
        }

        blueprint = blueprint is null
            ? await GetAsync(id, null, cancellationToken).ConfigureAwait(false)
            : Client.Own(blueprint);
        return upload.NoWait ? blueprint : await WaitAsync(blueprint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a blueprint: <c>DELETE /blueprints/{id}</c>.</summary>
    /// <param name="id">The blueprint.</param>
    /// <param name="force">Deletes it even if others import it. Managers from 4.6 on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string id, bool force, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(id)).With("force", force ? true : null), cancellationToken);

    /// <summary>Downloads its archive: <c>GET /blueprints/{id}/archive</c>.</summary>
    /// <param name="id">The blueprint.</param>
    /// <param name="target">Where the file goes.</param>
    /// <param name="progress">Is told how far the download is.</param>
    /// <param name="cancellationToken">Gives up; nothing stays on the disk then.</param>
    /// <returns>The path of the file.</returns>
    public Task<string> DownloadAsync(
        string id, DownloadTarget target, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Get(PathOf(id) + "/archive"),
            (response, token) => target.SaveAsync(response, id + ".tar.gz", progress, token),
            null,
            cancellationToken);

    private static bool MayHaveArrived(CfyException exception) => exception switch
    {
        CfyConnectionException connection => connection.Failure
            is ConnectionFailure.Timeout or ConnectionFailure.Reset or ConnectionFailure.InvalidResponse,
        CfyApiException api => (int)api.StatusCode is 502 or 504,
        _ => false,
    };

    // One that was there before is not what was sent: the manager's answer would have been a conflict. Its clock decides;
    // it says the time in whole seconds.
    private async Task<Blueprint?> FindNewAsync(string id, long start, CancellationToken cancellationToken)
    {
        try
        {
            return await Client.SendAsync(
                ApiRequest.Get(PathOf(id)),
                async (response, token) =>
                {
                    var found = await PageReader.ReadAsync<Blueprint>(response, token).ConfigureAwait(false);
                    var now = response.Date ?? Client.TimeProvider.GetUtcNow();
                    var age = Client.TimeProvider.GetElapsedTime(start) + TimeSpan.FromSeconds(2);
                    return found?.CreatedAt < now - age ? null : found;
                },
                null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (CfyNotFoundException)
        {
            return null;
        }
    }

    // Before 5.2 there is no state: what is there has been parsed.
    private async Task<Blueprint> WaitAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var pace = new Polling(Client.TimeProvider);
        var patience = new Patience(Client.TimeProvider);
        while (blueprint.State is "pending" or "uploading" or "extracting" or "parsing" or "validating")
        {
            await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                blueprint = await GetAsync(blueprint.Id!, null, cancellationToken).ConfigureAwait(false);
                patience.Renew();
            }
            catch (CfyException exception) when (patience.Bears(exception))
            {
                // The manager is away; it parses on when it is back.
            }
        }

        return blueprint.State is null or "uploaded"
            ? blueprint
            : throw new CfyUploadException($"The manager could not use blueprint '{blueprint.Id}' ({blueprint.State}): {blueprint.Error}")
            {
                RecommendedAction = $"Correct the blueprint, remove '{blueprint.Id}' and publish it again.",
            };
    }
}
