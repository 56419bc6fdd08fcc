using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages plugins: <c>/plugins</c>.</summary>
internal sealed class PluginClient(ApiClient api)
    : ResourceClient<Plugin>(api, new("plugin", "plugins", "id", plugin => plugin.Id)
    {
        SearchField = "package_name",
    })
{
    // Manager 4.x installs the plugin before it responds.
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Uploads a plugin: <c>POST /plugins</c>.</summary>
    /// <param name="source">
    /// A wagon, a zip archive of a wagon and its YAML files (Manager 4.3 and later), a bundle, or a URL.
    /// </param>
    /// <param name="title">The display name; null for none. Manager 5.1 and later.</param>
    /// <param name="visibility">The visibility; null for the manager's default. Manager 4.3 and later.</param>
    /// <param name="progress">Receives the number of bytes that have been transferred.</param>
    /// <param name="cancellationToken">A token that cancels the upload.</param>
    /// <returns>The uploaded plugin, or the plugins of a bundle.</returns>
    public async Task<IReadOnlyList<Plugin>> UploadAsync(
        UploadSource source,
        string? title,
        string? visibility,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Post, Path) { OpenBody = source.Open, Timeout = UploadTimeout }
            .With("plugin_archive_url", source.Url)
            .With("title", title)
            .With("visibility", visibility);
        var start = Api.TimeProvider.GetTimestamp();
        try
        {
            var answer = await Api.SendAsync(
                request,
                (response, token) => PageReader.ReadOneOrManyAsync<Plugin>(
                    response, plugin => Api.AttachSession(plugin), token),
                progress,
                cancellationToken).ConfigureAwait(false);
            return answer.Items;
        }
        catch (CfyException exception) when (source.Open is not null && exception.MayHaveArrived)
        {
            var found = await FindUploadedAsync(source.Name, start, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                throw;
            }

            return found;
        }
    }

    /// <summary>Deletes a plugin: <c>DELETE /plugins/{id}</c>.</summary>
    /// <param name="id">The ID of the plugin.</param>
    /// <param name="force">Whether the plugin is deleted even if a blueprint uses it.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task DeleteAsync(string id, bool force, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(id)).WithField("force", force), cancellationToken);

    /// <summary>Downloads the archive: <c>GET /plugins/{id}/archive</c>.</summary>
    /// <param name="id">The ID of the plugin.</param>
    /// <param name="fullArchive">
    /// Whether a zip archive that also contains the YAML files is downloaded. Manager 7.0 and later.
    /// </param>
    /// <param name="target">The destination.</param>
    /// <param name="progress">Receives the number of bytes that have been transferred.</param>
    /// <param name="cancellationToken">A token that cancels the download. No partial file remains.</param>
    /// <returns>The path of the saved file.</returns>
    public Task<string> DownloadAsync(
        string id,
        bool fullArchive,
        DownloadTarget target,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        Api.DownloadAsync(
            ApiRequest.Get(PathOf(id) + "/archive").With("full_archive", fullArchive ? true : null),
            target,
            id + (fullArchive ? ".zip" : ".wgn"),
            progress,
            cancellationToken);

    // The manager generates the ID of a plugin. A plugin is therefore found by the file name of its archive, which is
    // that of the uploaded wagon.
    private Task<List<Plugin>> FindUploadedAsync(string name, long start, CancellationToken cancellationToken) =>
        Api.SendAsync(
            ApiRequest.Get(Path).With("_sort", "-uploaded_at").With("_size", 10).With("_offset", 0),
            async (response, token) =>
            {
                var page = await PageReader.ReadPageAsync<Plugin>(
                    response, plugin => Api.AttachSession(plugin), token).ConfigureAwait(false);
                var since = TimeOfRequest(response, start);
                return page.Items
                    .Where(plugin => plugin.UploadedAt >= since
                        && System.IO.Path.GetFileNameWithoutExtension(plugin.ArchiveName) == name)
                    .ToList();
            },
            null,
            cancellationToken);
}
