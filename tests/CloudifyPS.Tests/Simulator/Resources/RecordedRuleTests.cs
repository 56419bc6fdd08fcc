using System.IO.Compression;
using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Tests rules that were observed on Manager 7.0.5, in addition to the recordings.</summary>
public sealed class RecordedRuleTests : IDisposable
{
    private const string Api = "/api/v3.1/";
    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly SimulatorClient _client;

    public RecordedRuleTests() => _client = new SimulatorClient(_manager);

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    [Theory]
    [InlineData("blueprints", "labels upload_execution", "requirements state")]
    [InlineData("deployments", "labels deployment_groups workdir_zip", "deployment_group_id site_name")]
    [InlineData("executions", "", "execution_group_id deployment_display_name")]
    [InlineData("plugins", "installation_state yaml_files_paths yaml_url_path", "labels blueprint_labels title")]
    public async Task ListsAreFilteredByTheManagersKeys(string path, string refused, string allowed)
    {
        foreach (var key in refused.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal((key, 400), (key, (await _client.GetAsync($"{Api}{path}?{key}=x")).Status));
        }

        foreach (var key in allowed.Split(' '))
        {
            Assert.Equal((key, 200), (key, (await _client.GetAsync($"{Api}{path}?{key}=x")).Status));
        }
    }

    [Fact]
    public async Task DeploymentsAreCheckedInTheManagersOrder()
    {
        await UploadBlueprintAsync("bp1");
        Task<SimulatorAnswer> CreateAsync(string body) => _client.SendAsync("PUT", Api + "deployments/d1", body);
        Assert.Equal(201, (await CreateAsync("""{"blueprint_id": "bp1"}""")).Status);
        const string Labels = "\"labels\": [{\"a b\": \"c\"}]";

        foreach (var (body, status, text) in new[]
        {
            ("""{"blueprint_id": "none", "visibility": "x"}""", 400, "Invalid visibility"),
            ("""{"blueprint_id": "none", "inputs": []}""", 400, "inputs parameter"),
            ($$"""{"blueprint_id": "none", "site_name": "none", {{Labels}}}""", 404, "`Blueprint`"),
            ($$"""{"blueprint_id": "bp1", "site_name": "none", {{Labels}}}""", 404, "`Site`"),
            ($$"""{"blueprint_id": "bp1", {{Labels}}}""", 400, "illegal characters"),
            ("""{"blueprint_id": "bp1"}""", 409, "already exists"),
        })
        {
            var answer = await CreateAsync(body);
            Assert.Equal((body, status), (body, answer.Status));
            Assert.Contains(text, (string?)answer.Json["message"]);
        }
    }

    [Theory]
    [InlineData("""[{"key": "a", "value": "b"}, {"key": "A", "value": "b"}]""", 400)]
    [InlineData("""[{"key": "a b", "value": "c"}]""", 400)]
    [InlineData("""[{"key": "csys-x", "value": "c"}]""", 400)]
    [InlineData("""[{"key": "a", "value": "\u0001"}]""", 400)]
    [InlineData("""[{"a": "b"}]""", 500)]
    [InlineData("""[{"key": "a", "value": "b"}, {"key": "a", "value": "c"}]""", 201)]
    public async Task LabelsOfUploadsAreChecked(string labels, int status)
    {
        var form = new StringBuilder()
            .Append("--b\r\nContent-Disposition: form-data; name=\"params\"\r\n\r\n{\"labels\": ").Append(labels)
            .Append("}\r\n--b\r\nContent-Disposition: form-data; name=\"blueprint_archive\"; filename=\"x\"\r\n\r\n")
            .Append(Encoding.Latin1.GetString(await ArchiveAsync())).Append("\r\n--b--\r\n").ToString();

        var answer = await _client.UploadAsync(
            "PUT", Api + "blueprints/bp1", Encoding.Latin1.GetBytes(form), "multipart/form-data; boundary=b");

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 201 ? 200 : 404, (await _client.GetAsync(Api + "blueprints/bp1")).Status);
    }

    [Fact]
    public async Task AFailedUploadHasNoMainFile()
    {
        var archive = await File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "badtype.tar.gz"));

        await _client.UploadAsync("PUT", Api + "blueprints/bad", archive);
        await _client.UploadAsync("PUT", Api + "blueprints/named?application_file_name=blueprint.yaml", archive);

        Assert.Equal("", (string?)(await _client.GetAsync(Api + "blueprints/bad")).Json["main_file_name"]);
        Assert.Equal(
            "blueprint.yaml", (string?)(await _client.GetAsync(Api + "blueprints/named")).Json["main_file_name"]);
    }

    [Theory]
    [InlineData("a: [b", 400)]
    [InlineData("labels: [x]", 400)]
    [InlineData("labels:\n  k: v", 400)]
    [InlineData("labels:\n  k:\n    values: v", 400)]
    [InlineData("just text", 500)]
    [InlineData("[1]", 500)]
    [InlineData("", 201)]
    [InlineData("plugins: {}", 201)]
    public async Task TheYamlOfAPluginIsValidated(string yaml, int status)
    {
        var answer = await _client.UploadAsync("POST", Api + "plugins", Plugin(yaml));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 400 ? "invalid_plugin_error" : answer.ErrorCode, answer.ErrorCode);
    }

    [Fact]
    public async Task ABrokenWagonIsRefused()
    {
        var wagon = await File.ReadAllBytesAsync(Wagon());

        foreach (var length in new[] { 0, 10, 300, wagon.Length / 2 })
        {
            var broken = await _client.UploadAsync("POST", Api + "plugins", Zip(("p.wgn", wagon[..length])));
            Assert.Equal((length, 400, "invalid_plugin_error"), (length, broken.Status, broken.ErrorCode));
        }

        var alone = await _client.UploadAsync("POST", Api + "plugins", wagon[..300]);
        Assert.Equal((400, "invalid_plugin_error"), (alone.Status, alone.ErrorCode));
    }

    [Fact]
    public async Task APluginKeepsItsLabelsAndTags()
    {
        var answer = await _client.UploadAsync("POST", Api + "plugins", Plugin(
            "labels:\n  K1:\n    values: [v1, v2]\n"
            + "blueprint_labels:\n  b:\n    values: [w]\nresource_tags:\n  t: u\n"));

        Assert.True(JToken.DeepEquals(answer.Json["labels"], JObject.Parse("""{"K1": ["v1", "v2"]}""")));
        Assert.True(JToken.DeepEquals(answer.Json["blueprint_labels"], JObject.Parse("""{"b": ["w"]}""")));
        Assert.True(JToken.DeepEquals(answer.Json["resource_tags"], JObject.Parse("""{"t": "u"}""")));
    }

    [Fact]
    public async Task TheOptionsOfASecretsProviderAreKept()
    {
        const string Secret = Api + "secrets/s1";
        async Task<string?> OptionsAsync() => (string?)(await _client.GetAsync(Secret)).Json["provider_options"];

        await _client.SendAsync("PUT", Secret, """{"value": "x", "provider_options": {"a": 1}}""");
        Assert.Equal(1, (int)JObject.Parse((await OptionsAsync())!)["a"]!);
        await _client.SendAsync(
            "PUT", Secret, """{"value": "y", "provider_options": {"b": 1}, "update_if_exists": true}""");
        Assert.Equal(1, (int)JObject.Parse((await OptionsAsync())!)["b"]!);
        await _client.SendAsync("PATCH", Secret, """{"value": "z", "provider_options": {"c": 1}}""");
        Assert.Equal(1, (int)JObject.Parse((await OptionsAsync())!)["c"]!);
        await _client.SendAsync("PUT", Secret, """{"value": "y", "update_if_exists": true}""");
        Assert.Equal(1, (int)JObject.Parse((await OptionsAsync())!)["c"]!);
    }

    [Fact]
    public async Task TheStatusIsProjected()
    {
        Assert.Equal(
            ["status"],
            (await _client.GetAsync(Api + "status?_include=status")).Json.Properties()
                .Select(property => property.Name));
        Assert.Equal(
            "no_such_include_field_error", (await _client.GetAsync(Api + "status?_include=nonsense")).ErrorCode);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("maybe")]
    public async Task EventsAreDeletedWithAndWithoutACopy(string storeBefore)
    {
        await UploadBlueprintAsync("bp1");
        await _client.SendAsync("PUT", Api + "deployments/d1", """{"blueprint_id": "bp1"}""");
        const string Query = "?type=cloudify_event&deployment_id=d1";
        var before = (int)(await _client.GetAsync(Api + "events" + Query)).Json["metadata"]!["pagination"]!["total"]!;
        Assert.True(before > 0);

        var deleted = await _client.SendAsync("DELETE", $"{Api}events{Query}&store_before={storeBefore}");

        Assert.Equal(before, (int)deleted.Json["items"]![0]!);
        Assert.Empty((await _client.GetAsync(Api + "events" + Query)).Json["items"]!);
    }

    [Theory]
    [InlineData("message=%25CREAT%25", true)]
    [InlineData("message=creat", false)]
    [InlineData("message=%25%5C%25%25", false)]
    [InlineData("message=%25c_eat%25", true)]
    [InlineData("message=%25creat%25&message=%25nodes%25", true)]
    [InlineData("message=%25creat%25&message=%25nothing%25", false)]
    public async Task MessagesOfEventsMatchAllPatterns(string filter, bool isFound)
    {
        await UploadBlueprintAsync("bp1");
        await _client.SendAsync("PUT", Api + "deployments/d1", """{"blueprint_id": "bp1"}""");

        var answer = await _client.GetAsync($"{Api}events?deployment_id=d1&{filter}");

        Assert.Equal(isFound, answer.Json["items"]!.HasValues);
        Assert.Equal(500, (await _client.GetAsync($"{Api}events?deployment_id=d1&message=%5C")).Status);
    }

    [Fact]
    public async Task NodeInstancesAreSearchedByRules()
    {
        await UploadBlueprintAsync("bp1");
        await _client.SendAsync("PUT", Api + "deployments/d1", """{"blueprint_id": "bp1"}""");

        var answer = await _client.SendAsync(
            "POST", Api + "searches/node-instances?deployment_id=d1",
            """
            {"filter_rules": [{"type": "attribute", "key": "id", "operator": "starts_with", "values": ["host_"]}]}
            """);

        Assert.Equal("host", (string?)Assert.Single(answer.Json["items"]!)["node_id"]);
    }

    [Fact]
    public async Task OperationsAreListedByTheirGraph()
    {
        await UploadBlueprintAsync("bp1");
        await _client.SendAsync("PUT", Api + "deployments/d1", """{"blueprint_id": "bp1"}""");
        var install = await _client.SendAsync(
            "POST", Api + "executions", """{"deployment_id": "d1", "workflow_id": "install"}""");
        var graph = Assert.Single(
            (await _client.GetAsync($"{Api}tasks_graphs?execution_id={install.Json["id"]}")).Json["items"]!);

        var operations = await _client.GetAsync($"{Api}operations?graph_id={graph["id"]}");

        Assert.NotEmpty(operations.Json["items"]!);
        Assert.All(operations.Json["items"]!, operation => Assert.Equal(graph["id"], operation["tasks_graph_id"]));
        Assert.Equal(404, (await _client.GetAsync(Api + "operations?graph_id=none")).Status);
    }

    private static Task<byte[]> ArchiveAsync() =>
        File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.zip"));

    private static string Wagon() =>
        Directory.EnumerateFiles(TestFiles.Path("Recordings", "archives"), "*.wgn").Single();

    private async Task UploadBlueprintAsync(string id) => Assert.Equal(
        201, (await _client.UploadAsync("PUT", $"{Api}blueprints/{id}", await ArchiveAsync())).Status);

    private static byte[] Plugin(string yaml) => Zip(
        (Path.GetFileName(Wagon()), File.ReadAllBytes(Wagon())), ("plugin.yaml", Encoding.UTF8.GetBytes(yaml)));

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
