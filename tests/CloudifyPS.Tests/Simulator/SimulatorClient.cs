using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Tests.Simulator.Replay;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Sends requests of a user to a simulated manager without a socket.</summary>
internal sealed class SimulatorClient : IDisposable
{
    private readonly HttpClient _client;

    public SimulatorClient(
        SimulatedManager manager, string user = "admin", string password = "admin", string tenant = "default_tenant")
    {
        _client = new HttpClient(manager.CreateHandler()) { BaseAddress = new Uri("http://manager/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        _client.DefaultRequestHeaders.Add("Tenant", tenant);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Sends a request with a JSON body, or without a body.</summary>
    public async Task<SimulatorAnswer> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await AnswerAsync(request);
    }

    public async Task<SimulatorAnswer> UploadAsync(
        string method, string path, byte[] content, string? contentType = null)
    {
        using var request =
            new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(content) };
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await AnswerAsync(request);
    }

    public Task<SimulatorAnswer> GetAsync(string path) => SendAsync("GET", path);

    private async Task<SimulatorAnswer> AnswerAsync(HttpRequestMessage request)
    {
        using var answer = await _client.SendAsync(request);
        var content = await answer.Content.ReadAsByteArrayAsync();
        var json = answer.Content.Headers.ContentType?.MediaType == "application/json" && content.Length > 0
            ? Replayer.Parse(Encoding.UTF8.GetString(content))
            : null;
        return new SimulatorAnswer((int)answer.StatusCode, json as JObject ?? [], content);
    }
}
