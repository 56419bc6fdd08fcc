using System.Net.Http.Headers;
using Newtonsoft.Json;

namespace CloudifyPS.Benchmarks;

/// <summary>
/// The loop that a script author would write without the module: it requests page after page as text and parses each
/// with JsonConvert.
/// </summary>
internal static class BareLoop
{
    /// <summary>Reads the whole list, or the pages up to the first <paramref name="first"/> items.</summary>
    /// <returns>The number of items read.</returns>
    public static async Task<int> RunAsync(string address, int first = int.MaxValue)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "YWRtaW46YWRtaW4=");
        client.DefaultRequestHeaders.Add("Tenant", "default_tenant");
        var count = 0;
        int total;
        do
        {
            var json = await client.GetStringAsync(
                $"{address}/api/v3.1/executions?_size=1000&_offset={count}");
            var page = JsonConvert.DeserializeObject<BarePage>(json)!;
            count += page.Items.Count;
            total = page.Metadata.Pagination.Total;
        }
        while (count < Math.Min(total, first));
        return count;
    }
}
