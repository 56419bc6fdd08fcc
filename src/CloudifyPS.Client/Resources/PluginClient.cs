using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Plugins: <c>/plugins</c>.</summary>
public sealed class PluginClient : ResourceClient<Plugin>
{
    internal PluginClient(ManagerClient client)
        : base(client, "plugins", "id", plugin => plugin.Id)
    {
    }

    /// <summary>Uploads a plugin: <c>POST /plugins</c>. Managers 4.x install it before they answer: that takes minutes.</summary>
    /// <param name="source">A wagon, a zip of a wagon and its yaml (managers from 4.3 on), a bundle, or a URL.</param>
    /// <param name="title">The name to show. Managers from 5.1 on.</param>
    /// <param name="visibility">private, tenant or global; null for the manager's default. Managers from 4.3 on.</param>
    /// <param name="progress">Is told how far the upload is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plugin; several for a bundle.</returns>
    public async Task<IReadOnlyList<Plugin>> UploadAsync(
        UploadSource source,
        string? title,
        string? visibility,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Post, Path)
        {
            OpenBody = source.Open,
            Timeout = TimeSpan.FromMinutes(30),
        }
            .With("plugin_archive_url", source.Url)
            .With("title", title)
            .With("visibility", visibility);
        var answer = await Client.SendAsync(
            request,
            (response, token) => PageReader.ReadOneOrManyAsync<Plugin>(response, plugin => Client.Own(plugin), token),
            progress,
            cancellationToken).ConfigureAwait(false);
        return answer.Items;
    }

    /// <summary>Deletes a plugin: <c>DELETE /plugins/{id}</c>.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="force">Deletes it even if a blueprint uses it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string id, bool force, CancellationToken cancellationToken) =>
        Client.SendAsync(ApiRequest.Delete(PathOf(id)).WithJson(new { force }), cancellationToken);

    /// <summary>Downloads its archive: <c>GET /plugins/{id}/archive</c>.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="fullArchive">A zip with its yaml files too. Managers from 7.0 on.</param>
    /// <param name="target">Where the file goes.</param>
    /// <param name="progress">Is told how far the download is.</param>
    /// <param name="cancellationToken">Gives up; nothing stays on the disk then.</param>
    /// <returns>The path of the file.</returns>
    public Task<string> DownloadAsync(
        string id,
        bool fullArchive,
        DownloadTarget target,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        Client.SendAsync(
            ApiRequest.Get(PathOf(id) + "/archive").With("full_archive", fullArchive ? true : null),
            (response, token) => target.SaveAsync(response, id + (fullArchive ? ".zip" : ".wgn"), progress, token),
            null,
            cancellationToken);
}
