namespace CloudifyPS.Simulator.Http;

/// <summary>The result of downloading a URL: its content, or an error.</summary>
internal sealed record Download(byte[]? Content, string? Error)
{
    /// <summary>Downloads over HTTP and HTTPS only, as a manager does: a file: URL must not read local files.</summary>
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
