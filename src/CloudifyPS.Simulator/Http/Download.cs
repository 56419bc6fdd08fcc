namespace CloudifyPS.Simulator.Http;

/// <summary>What a URL led to: content, or why there is none.</summary>
internal sealed record Download(byte[]? Content, string? Error)
{
    /// <summary>Fetches as a manager does: over the network only, so that a file: URL does not reach anybody's disk.</summary>
    public static async Task<Download> FetchAsync(HttpClient web, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return new(null, $"Invalid URL '{url}': No scheme supplied. Perhaps you meant https://{url}?");
        }

        if (address.Scheme is not ("http" or "https"))
        {
            return new(null, $"No connection adapters were found for '{url}'");
        }

        try
        {
            using var response = await web.GetAsync(address).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false), null)
                : new(null, $"{(int)response.StatusCode} Client Error: {response.ReasonPhrase} for url: {url}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new(null, exception.Message);
        }
    }
}
