using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages blueprints: <c>/blueprints</c>.</summary>
internal sealed class BlueprintClient(ApiClient api, ExecutionClient executions)
    : ResourceClient<Blueprint>(api, new("blueprint", "blueprints", "id", blueprint => blueprint.Id)
    {
        SearchField = "id",
    })
{
    // Manager 5.2 and later parse a blueprint in an execution. Without `async_upload`, the manager responds when the
    // execution has ended, or with 500 after 120 s. /api/v3 has no such parameter and does not wait.
    private bool ParsesLater => Api.Connection.IsAtLeast(5, 2) && Api.Connection.ApiVersion != "v3";

    /// <summary>
    /// Uploads a blueprint with <c>PUT /blueprints/{id}</c>, and waits until the manager has parsed it.
    /// </summary>
    /// <exception cref="CfyException">The manager refused the blueprint, or could not parse it.</exception>
    public async Task<Blueprint> UploadAsync(
        string id,
        UploadSource source,
        BlueprintUpload upload,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        ResourceName.Valid("blueprint", id);
        var request = Compose(id, source, upload);
        var blueprint = await FindIfLostAsync(
            id,
            created => created.CreatedAt,
            token => Api.FindAsync<Blueprint>(request, progress, token),
            cancellationToken).ConfigureAwait(false);
        return upload.NoWait
            ? blueprint
            : await WaitAsync(blueprint, upload.WaitLimit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Uploads a blueprint that the manager validates and does not keep: <c>PUT /blueprints/{id}/validate</c>.
    /// Manager 5.1 and later.
    /// </summary>
    /// <returns>What is wrong; null if the blueprint is valid.</returns>
    public async Task<string?> ValidateAsync(
        UploadSource source,
        BlueprintUpload upload,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        // An id of its own, because the manager refuses that of an existing blueprint.
        var id = "validate-" + Guid.NewGuid().ToString("N");
        var request = new ApiRequest(HttpMethod.Put, PathOf(id) + "/validate") { OpenBody = source.Open }
            .With("application_file_name", upload.ApplicationFileName ?? source.MainFileName)
            .With("blueprint_archive_url", source.Url)
            .With("visibility", upload.Visibility);
        Blueprint? blueprint;
        try
        {
            blueprint = await Api.FindAsync<Blueprint>(request, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (CfyApiException exception) when (exception.ErrorCode == "invalid_blueprint_error")
        {
            return exception.ServerMessage ?? exception.Message;
        }

        // Before 5.2 the blueprint is parsed before the answer.
        if (!ParsesLater)
        {
            return null;
        }

        var execution = blueprint?.UploadExecution?.Id is { } execute
            ? await executions.GetAsync(execute, null, cancellationToken).ConfigureAwait(false)
            : await executions.FindUploadAsync(id, cancellationToken).ConfigureAwait(false);
        execution = await executions.WaitAsync(execution, upload.WaitLimit, cancellationToken).ConfigureAwait(false);
        return execution.Status == "terminated" ? null : ExecutionClient.Reason(execution.Error ?? string.Empty);
    }

    /// <summary>Gets the plan of a blueprint: <c>GET /blueprints/{id}</c>.</summary>
    /// <returns>
    /// Null if the user has no access to the blueprint, or if there is none, or if it is not parsed.
    /// </returns>
    public async Task<IDictionary?> FindPlanAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetAsync(id, ["plan"], cancellationToken).ConfigureAwait(false)).Plan;
        }
        catch (Exception exception) when (exception is CfyForbiddenException or CfyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Deletes a blueprint: <c>DELETE /blueprints/{id}</c>.</summary>
    /// <param name="id">The ID of the blueprint.</param>
    /// <param name="force">
    /// Whether the blueprint is deleted even if other blueprints import it. Manager 4.6 and later.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task DeleteAsync(string id, bool force, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(id)).With("force", force ? true : null), cancellationToken);

    /// <summary>Downloads the archive: <c>GET /blueprints/{id}/archive</c>.</summary>
    /// <returns>The path of the saved file.</returns>
    public Task<string> DownloadAsync(
        string id, DownloadTarget target, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        Api.DownloadAsync(ApiRequest.Get(PathOf(id) + "/archive"), target, id + ".tar.gz", progress, cancellationToken);

    private ApiRequest Compose(string id, UploadSource source, BlueprintUpload upload)
    {
        var mainFile = upload.ApplicationFileName ?? source.MainFileName;
        var request = new ApiRequest(HttpMethod.Put, PathOf(id)) { OpenBody = source.Open }
            .With("application_file_name", mainFile)
            .With("blueprint_archive_url", source.Url)
            .With("visibility", upload.Visibility)

            // Omitted instead of false, because Manager 7.x converts any text to true.
            .With("async_upload", ParsesLater ? true : null);
        if (upload.Labels is not { Count: > 0 } || !Api.Connection.IsAtLeast(7, 0))
        {
            return request.With("labels", Labels.ToQuery(upload.Labels));
        }

        // Manager 7.0 and later read labels only from a form, and then ignore the other parameters of the query.
        request.FormParameters = JsonBody.Write(new Dictionary<string, object?>
        {
            ["application_file_name"] = mainFile ?? string.Empty,
            ["blueprint_archive_url"] = source.Url,
            ["visibility"] = upload.Visibility,
            ["async_upload"] = ParsesLater,
            ["labels"] = upload.Labels.Select(label => new { key = label.Key, value = label.Value }),
        });
        request.FormBodyName = "blueprint_archive";
        return request;
    }

    // Managers before 5.2 parse a blueprint before they respond. Their blueprints have no state.
    private async Task<Blueprint> WaitAsync(
        Blueprint blueprint, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var id = blueprint.Id!;
        blueprint = await Api.Waiter.UntilAsync<Blueprint>(
            (latest, token) => latest is null ? Task.FromResult(blueprint) : GetAsync(id, null, token),
            present => present.State is not ("pending" or "uploading" or "extracting" or "parsing" or "validating"),
            limit,
            latest => $"The manager has not parsed blueprint '{id}' within {limit?.TotalSeconds} seconds "
                + $"(state '{latest?.State}'). It continues.",
            cancellationToken).ConfigureAwait(false);
        return blueprint.State is null or "uploaded"
            ? blueprint
            : throw new CfyUploadException(
                $"The manager cannot use blueprint '{id}' (state '{blueprint.State}'): {blueprint.Error}")
            {
                RecommendedAction = $"Correct the blueprint and publish it again. "
                    + $"The failed upload remains on the manager until then, or until Remove-CfyBlueprint {id}.",
            };
    }
}
