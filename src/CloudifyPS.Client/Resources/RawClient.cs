using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Any endpoint: answers come as free-form JSON, or as the text they are.</summary>
public sealed class RawClient
{
    private readonly ManagerClient _client;

    internal RawClient(ManagerClient client) => _client = client;

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="progress">Is told how far the upload of a file is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>JSON as plain values, other content as text, null for none.</returns>
    public Task<object?> SendAsync(
        RawRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        _client.SendAsync(request.ToApiRequest(), ReadAsync, progress, cancellationToken);

    /// <summary>Gets a list page by page. An answer that is no list is the only item of one.</summary>
    /// <param name="request">The request, without the parameters of paging.</param>
    /// <param name="query">Where to begin and how much to get; the rest of it does not count.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public ResourceList<object?> List(RawRequest request, ListQuery query, CancellationToken cancellationToken) =>
        new((offset, size, stop) => GetPageAsync(request, offset, size, stop), _ => null, query, cancellationToken);

    /// <summary>Sends a request and saves its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Where the file goes.</param>
    /// <param name="progress">Is told how far the download is.</param>
    /// <param name="cancellationToken">Gives up; nothing stays on the disk then.</param>
    /// <returns>The path of the file.</returns>
    public Task<string> DownloadAsync(
        RawRequest request,
        DownloadTarget target,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        _client.SendAsync(
            request.ToApiRequest(),
            (response, token) => target.SaveAsync(response, "answer", progress, token),
            null,
            cancellationToken);

    private static async Task<object?> ReadAsync(ApiResponse response, CancellationToken cancellationToken) =>
        response.IsJson
            ? await PageReader.ReadValueAsync(response, cancellationToken).ConfigureAwait(false)
            : await PageReader.ReadTextAsync(response, cancellationToken).ConfigureAwait(false);

    private async Task<Page<object?>> GetPageAsync(
        RawRequest request, long offset, int size, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(
            request.ToApiRequest().With("_size", size).With("_offset", offset), ReadAsync, null, cancellationToken)
            .ConfigureAwait(false);
        return answer is IDictionary list && list["items"] is object?[] items
            ? new Page<object?>(items, ((list["metadata"] as IDictionary)?["pagination"] as IDictionary)?["total"] as long?)
            : new Page<object?>([answer], 1);
    }
}
