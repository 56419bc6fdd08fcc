using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Tests the life cycle of a blueprint and a deployment on several versions of the manager.</summary>
public sealed class DeploymentTests
{
    [Theory]
    [InlineData("4.0.0", "v3", "ignore_live_nodes")]
    [InlineData("5.0.5", "v3.1", "ignore_live_nodes")]
    [InlineData("7.0.5", "v3.1", "force")]
    public async Task UploadCreateInstallUninstallDelete(string version, string api, string force)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Version = version, Speed = 0 });
        using var client =
            new HttpClient(manager.CreateHandler()) { BaseAddress = new Uri($"http://manager/api/{api}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:admin")));
        client.DefaultRequestHeaders.Add("Tenant", "default_tenant");
        var archive = await File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.tar.gz"));
        using var upload = await client.PutAsync("blueprints/bp1", new ByteArrayContent(archive));
        Assert.Equal(HttpStatusCode.Created, upload.StatusCode);

        await JsonAsync(
            client, HttpMethod.Put, "deployments/dep1", """{"blueprint_id":"bp1","inputs":{"greeting":"hey"}}""");
        var install = await JsonAsync(
            client, HttpMethod.Post, "executions", """{"deployment_id":"dep1","workflow_id":"install"}""");

        Assert.Equal(
            "terminated", (string?)(await JsonAsync(client, HttpMethod.Get, $"executions/{install["id"]}"))["status"]);
        var instances = await JsonAsync(client, HttpMethod.Get, "node-instances?deployment_id=dep1");
        Assert.All(instances["items"]!, instance => Assert.Equal("started", (string?)instance["state"]));
        var outputs = await JsonAsync(client, HttpMethod.Get, "deployments/dep1/outputs");
        Assert.Equal("hey", (string?)outputs["outputs"]!["said"]);
        var events = await JsonAsync(
            client, HttpMethod.Get, $"events?execution_id={install["id"]}&type=cloudify_event");
        Assert.Contains(events["items"]!, line => (string?)line["event_type"] == "workflow_succeeded");
        Assert.Equal(version != "4.0.0", events["items"]![0]!["_storage_id"] is not null);
        using (var refused = await client.DeleteAsync("deployments/dep1"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await JsonAsync(
            client, HttpMethod.Post, "executions", """{"deployment_id":"dep1","workflow_id":"uninstall"}""");
        using (var deleted = await client.DeleteAsync($"deployments/dep1?{force}=true"))
        {
            Assert.True(deleted.IsSuccessStatusCode);
        }

        using var gone = await client.GetAsync("deployments/dep1");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var blueprint = await client.DeleteAsync("blueprints/bp1");
        Assert.True(blueprint.IsSuccessStatusCode);
    }

    private static async Task<JObject> JsonAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JObject.Parse(text);
    }
}
