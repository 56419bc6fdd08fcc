using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Module;

/// <summary>Tests the import of the module in several runspaces of one process.</summary>
public class LoadingTests
{
    [Fact]
    public async Task RunspacesCanImportTheModuleAtTheSameTime()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var host = new PsHost();
            return host.Invoke("Start-CfySimulator | Connect-CfyManager; (Get-CfyManagerVersion).Version");
        })));

        Assert.All(results, result => Assert.Equal("7.0.5", result.Succeeded().Output[^1].ToString()));
    }

    [Fact]
    public void EachRunspaceHasItsOwnSessions()
    {
        using var one = new PsHost();
        using var other = new PsHost();
        one.Invoke("Start-CfySimulator | Connect-CfyManager").Succeeded();

        Assert.Single(one.Invoke("Get-CfySession").Succeeded().Output);
        Assert.Empty(other.Invoke("Get-CfySession").Succeeded().Output);
    }
}
