using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Resources;

/// <summary>Sends requests to any endpoint, and returns free-form JSON or text.</summary>
internal sealed class RawClient(ApiClient api)
{
    /// <summary>Sends a request and returns the body of the response.</summary>
    /// <returns>JSON as plain values, dictionaries and arrays; other content as text; null for no content.</returns>
    public Task<object?> SendAsync(
        RawRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken) =>
        api.SendAsync(request.ToApiRequest(), ReadAsync, progress, cancellationToken);

    /// <summary>Gets a list page by page. A response that is not a list is returned as a list of one item.</summary>
    /// <param name="request">The request, without paging parameters.</param>
    /// <param name="query">The paging parameters. Filters and other properties are ignored.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    public ResourceList<object?> List(RawRequest request, ListQuery query, CancellationToken cancellationToken) =>
        new(
            (offset, size, stop) => GetPageAsync(request, offset, size, stop),
            _ => null,
            api.InvalidResponse,
            query,
            cancellationToken);

    /// <summary>Sends a request and saves the body of the response to a file.</summary>
    /// <returns>The path of the saved file.</returns>
    public Task<string> DownloadAsync(
        RawRequest request,
        DownloadTarget target,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        api.DownloadAsync(request.ToApiRequest(), target, "answer", progress, cancellationToken);

    private static async Task<object?> ReadAsync(ApiResponse response, CancellationToken cancellationToken) =>
        response.IsJson
            ? await PageReader.ReadValueAsync(response, cancellationToken).ConfigureAwait(false)
            : await PageReader.ReadTextAsync(response, cancellationToken).ConfigureAwait(false);

    private async Task<Page<object?>> GetPageAsync(
        RawRequest request, long offset, int size, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(
            request.ToApiRequest().With("_size", size).With("_offset", offset), ReadAsync, null, cancellationToken)
            .ConfigureAwait(false);
        if (answer is not IDictionary list || list["items"] is not object?[] items)
        {
            return new Page<object?>([answer], 1);
        }

        var pagination = (list["metadata"] as IDictionary)?["pagination"] as IDictionary;
        return new Page<object?>(items, pagination?["total"] as long?);
    }
}
