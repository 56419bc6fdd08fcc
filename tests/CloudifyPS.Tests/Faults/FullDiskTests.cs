using CloudifyPS.Tests.Shell;

namespace CloudifyPS.Tests.Faults;

/// <summary>A disk that takes no more, in the middle of a download.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NothingHalfWrittenStaysAndTheOldFileDoes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _folder.Write("mine.zip", "old");
        using var server = new FaultServer(FaultServer.Serve(_ => FaultServer.Json(new string('x', 1_000_000))));
        using var script = new ScriptFile(
            $"""
            $null = Connect-CfyManager {server.Address} -NoProxy -NoProbe -Credential ([pscredential]::new('admin', [securestring]::new()))
            Save-CfyBlueprint x '{_folder["mine.zip"]}' -Force -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure[0].FullyQualifiedErrorId
            $failure[0].Exception.Message
            """);

        // No file can grow beyond the limit: the write fails as it does on a full disk. .NET's own memory is in files.
        using var shell = ShellProcess.Start(
            ["--ignore-signal=XFSZ", "prlimit", "--fsize=100000"], [script.Path], ("DOTNET_EnableWriteXorExecute", "0"));
        var run = await shell.EndAsync();

        Assert.True(run.OutputLines[0].StartsWith("FileFailed,", StringComparison.Ordinal), run.Output + run.Error);
        Assert.Contains("mine.zip", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Equal(["mine.zip"], _folder.Content);
        Assert.Equal("old", await File.ReadAllTextAsync(_folder["mine.zip"]));
        Assert.Single(server.Requests);
    }
}
