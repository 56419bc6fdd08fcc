namespace CloudifyPS.Simulator.Resources;

/// <summary>Downloads the imports of blueprints that are addresses, as a manager does.</summary>
internal static class ImportDownload
{
    private const int MaxSize = 10_000_000;

    private static readonly HttpClient Client = new()
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxSize,
    };

    /// <exception cref="IOException">The download failed.</exception>
    public static byte[] Get(Uri address)
    {
        try
        {
            return Task.Run(() => Client.GetByteArrayAsync(address)).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (
            exception is HttpRequestException or OperationCanceledException or NotSupportedException)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
