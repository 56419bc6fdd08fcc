using System.IO.Compression;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the upload of wagons with YAML files and icons, and the other cmdlets for plugins.</summary>
public sealed class PluginTests : CommandTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public PluginTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "p.wgn"), "wagon");
        File.WriteAllText(Path.Combine(_folder.FullName, "plugin.yaml"), "plugins: {}");
        File.WriteAllText(Path.Combine(_folder.FullName, "logo.png"), "png");
    }

    [Fact]
    public void AWagonIsSentUnchanged()
    {
        var manager = Connect();
        Shell.Invoke("Publish-CfyPlugin $f/p.wgn -Title 'Lab plugin' -Visibility global", ("f", _folder.FullName))
            .Succeeded();
        Assert.Equal("wagon", manager.Request.Body);
        Assert.Equal("?title=Lab%20plugin&visibility=global", manager.Request.Query);
    }

    [Fact]
    public void AWagonWithYamlAndIconIsSentAsAZip()
    {
        var manager = Connect();
        Shell.Invoke("Publish-CfyPlugin $f/p.wgn $f/plugin.yaml -IconPath $f/logo.png", ("f", _folder.FullName))
            .Succeeded();
        using var zip = new ZipArchive(new MemoryStream(manager.Request.Bytes));
        Assert.Equal(["p.wgn", "plugin.yaml", "icon.png"], zip.Entries.Select(entry => entry.FullName));
        using var yaml = new StreamReader(zip.GetEntry("plugin.yaml")!.Open());
        Assert.Equal("plugins: {}", yaml.ReadToEnd());
    }

    [Fact]
    public void YamlPathIsRefusedBelow43()
    {
        var manager = Connect("4.1.0");
        Assert.StartsWith(
            "Unsupported,",
            Shell.Invoke(
                "Publish-CfyPlugin $f/p.wgn $f/plugin.yaml", ("f", _folder.FullName)).Error.FullyQualifiedErrorId);
        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void AMissingFileIsNamedInTheError()
    {
        Connect();
        var error = Shell.Invoke("Publish-CfyPlugin $f/none.wgn", ("f", _folder.FullName)).Error;
        Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId);
        Assert.Contains("none.wgn", error.ToString());
    }

    [Fact]
    public void ABundleReturnsAllItsPlugins()
    {
        Connect().Answer("POST", "/plugins$", 201, """[{"id": "a"}, {"id": "b"}]""");
        Assert.Equal(2, Shell.Invoke("Publish-CfyPlugin -Uri http://files/all.cvn").Succeeded().Output.Length);
    }

    [Theory]
    [InlineData("Get-CfyPlugin x | Remove-CfyPlugin", "DELETE", """{"force":false}""")]
    [InlineData("Remove-CfyPlugin x -Force", "DELETE", """{"force":true}""")]
    public void ForceIsAlwaysSentWithARemoval(string script, string method, string body)
    {
        var manager = Connect();
        Shell.Invoke(script).Succeeded();
        Assert.Equal((method, body), (manager.Requests.Last().Method, manager.Requests.Last().Body));
    }
}
