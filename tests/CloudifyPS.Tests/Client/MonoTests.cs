using System.Diagnostics;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Runs the netstandard2.0 assemblies, which Windows PowerShell loads, on Mono. Mono accepts other assembly versions
/// than .NET Framework does, so AssemblyTests check the versions.
/// </summary>
public sealed class MonoTests : CommandTests
{
    [MonoFact]
    public async Task TheClientWorksAsWindowsPowerShellHasIt()
    {
        using var servers = new BadServers();
        var manager = Simulate();
        Run("0..4 | ForEach-Object { $null = Publish-CfyBlueprint $archives/bp1.zip \"b$_\" }");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            // The folder contains only the shipped files and the program, so no reference can bind to another file.
            var program = Path.Combine(folder, "CloudifyPS.Mono.dll");
            File.Copy(PsHost.Metadata("MonoProgram"), program);
            foreach (var file in Directory.GetFiles(Path.Combine(PsHost.ModulePath, "bin", "netstandard2.0"), "*.dll"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            var blueprint = Path.Combine(PsHost.RepositoryRoot, "docs", "examples", "blueprints", "three-tier");
            using var process = Process.Start(new ProcessStartInfo(
                "mono", [program, manager.Address!.AbsoluteUri, servers.Silent, blueprint, folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

            Assert.True((await error).Length == 0, await error);
            Assert.Equal(
                ["get", "page", "upload", "download", "cancel", "timeout", "30 at once"],
                (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
