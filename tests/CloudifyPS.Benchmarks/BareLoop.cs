using System.Net.Http.Headers;
using Newtonsoft.Json;

namespace CloudifyPS.Benchmarks;

/// <summary>What one would write without a module: one page after the other, each as text, each through JsonConvert.</summary>
internal static class BareLoop
{
    /// <summary>Reads everything, or until <paramref name="first"/> items have come.</summary>
    /// <returns>How many came.</returns>
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
