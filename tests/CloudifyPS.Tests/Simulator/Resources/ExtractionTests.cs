using System.IO.Compression;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Simulator.Resources;

/// <summary>Archives that are uploaded, but whose extraction fails.</summary>
public sealed class ExtractionTests
{
    private const string NoMainFile =
        "Application directory is missing blueprint.yaml and application_file_name query parameter was not passed";

    [Theory]
    [InlineData("a/blueprint.yaml b/blueprint.yaml", "", "Archive must contain exactly 1 directory")]
    [InlineData("blueprint.yaml", "", "Archive must contain exactly 1 directory")]
    [InlineData("a/other.yaml", "", NoMainFile)]
    [InlineData(
        "a/other.yaml", "&application_file_name=x.yaml", "x.yaml does not exist in the application directory")]
    public async Task TheReasonIsThatOfTheManager(string names, string query, string error)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = new SimulatorClient(manager);
        const string Api = "/api/v3.1/";

        var accepted = await client.UploadAsync(
            "PUT", $"{Api}blueprints/b?async_upload=true{query}", Archive(names));

        Assert.Equal(201, accepted.Status);
        var blueprint = (await client.GetAsync(Api + "blueprints/b")).Json;
        Assert.Equal(("failed_extracting", error), ((string?)blueprint["state"], (string?)blueprint["error"]));
        var executions = await client.GetAsync(Api + "executions?workflow_id=upload_blueprint");
        var execution = executions.Json["items"]!.Single();
        Assert.Equal(("failed", error), ((string?)execution["status"], (string?)execution["error"]));
        var refused = await client.UploadAsync("PUT", $"{Api}blueprints/c?{query}", Archive(names));
        Assert.Equal(
            (400, $"Blueprint `c` has failed extracting. Error: {error}"),
            (refused.Status, (string?)refused.Json["message"]));
        Assert.Equal(
            404, (await client.GetAsync("/resources/blueprints/default_tenant/b/" + names.Split(' ')[0])).Status);
    }

    private static byte[] Archive(string names)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create))
        {
            foreach (var name in names.Split(' '))
            {
                zip.CreateEntry(name);
            }
        }

        return content.ToArray();
    }
}
