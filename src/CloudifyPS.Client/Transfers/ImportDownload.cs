namespace CloudifyPS.Client.Transfers;

/// <summary>Downloads a file that a blueprint imports by its address, with no credentials.</summary>
internal static class ImportDownload
{
    private const int MaximumSize = 10 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">The download failed.</exception>
    public static async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Limit, MaxResponseContentBufferSize = MaximumSize };
        try
        {
            using var response = await client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new IOException($"The server returned {(int)response.StatusCode}.");
            }

#if NET
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
            return await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
#endif
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or OperationCanceledException or NotSupportedException)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
