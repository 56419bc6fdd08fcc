using CloudifyPS.Tests.Engine;
using CloudifyPS.Tests.Shell;

namespace CloudifyPS.Tests.Module;

/// <summary>
/// Importing, removing and sharing the module, in processes that know nothing of it but its path. The shell has imported
/// it already when its script begins.
/// </summary>
public class LoadingTests
{
    private static readonly string Manifest = Path.Combine(PsHost.ModulePath, "CloudifyPS.psd1");

    [Fact]
    public async Task CmdletsComeFromThePrivateContextAndPublicTypesFromTheCommonOne() => Assert.Equal(
        ["CloudifyPS", "CloudifyPS", "Default"],
        await RunAsync("""
            $context = [System.Runtime.Loader.AssemblyLoadContext]
            $context::GetLoadContext((Get-Command Get-CfyBlueprint).ImplementingType.Assembly).Name
            $context::GetLoadContext(($context::All | Where-Object Name -eq CloudifyPS).Assemblies.Where({ $_.GetName().Name -eq 'CloudifyPS.Client' })[0]).Name
            $context::GetLoadContext([CloudifyPS.Blueprint].Assembly).Name
            """));

    [Fact]
    public async Task AForcedImportBringsAllCmdletsAgainAndTheyWork() => Assert.Equal(
        ["True", "True", "4.0.0"],
        await RunAsync("""
            $before = @(Get-Command -Module CloudifyPS).Count
            Import-Module $args[0] -Force
            Import-Module $args[0] -Force
            $before -gt 60
            @(Get-Command -Module CloudifyPS).Count -eq $before
            $null = Start-CfySimulator -Version 4.0.0 | Connect-CfyManager
            "$((Get-CfyManagerVersion).Version)"
            """));

    [Fact]
    public async Task RemovalTakesTheCommandsTheSessionAndTheSimulatorAway() => Assert.Equal(
        ["0", "False", "False", "True", "No session"],
        await RunAsync("""
            $simulator = Start-CfySimulator
            $session = $simulator | Connect-CfyManager
            Remove-Module CloudifyPS
            @(Get-Command -Module CloudifyPS).Count
            $session.IsConnected
            $simulator.IsRunning
            Import-Module $args[0]
            @(Get-Command -Module CloudifyPS).Count -gt 60
            if (-not (Get-CfySession)) { 'No session' }
            """));

    [Fact]
    public async Task AModuleThatLoadedAnotherRestSharpFirstKeepsItAndWeOurs()
    {
        var other = PsHost.Metadata("OtherRestSharp");

        Assert.Equal(
            ["112.1.0.0 Default", "114.1.0.0 CloudifyPS", "d1"],
            await RunAsync(
                """
                $null = Start-CfySimulator -Speed 1000 | Connect-CfyManager
                [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'RestSharp' } | ForEach-Object {
                    "$($_.GetName().Version) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
                }
                (Publish-CfyBlueprint $args[1] -Id b1 | New-CfyDeployment -Id d1 -Inputs @{ host_name = 'h' }).Id
                """,
                ("DOTNET_STARTUP_HOOKS", typeof(LoadingTests).Assembly.Location),
                (StartupHook.Variable, other)));
    }

    [Fact]
    public async Task ParallelRunspacesImportTheModuleAndShareASession() => Assert.Equal(
        ["key1 key2 key3 key4 key5 key6 key7 key8"],
        await RunAsync("""
            $session = Start-CfySimulator | Connect-CfyManager
            $manifest = $args[0]
            $made = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:manifest
                $null = New-CfySecret -Key "key$_" -Value "value$_" -Session $using:session
                Get-CfySecret "key$_" -Session $using:session
            }
            $keys = [System.Collections.Generic.SortedSet[string]] @($made.Key)
            "$keys"
            """));

    [Fact]
    public async Task RunspacesThatOpenAtTheSameTimeAllHaveTheCmdlets()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var host = new PsHost();
            return host.Invoke("Start-CfySimulator | Connect-CfyManager; (Get-CfyManagerVersion).Version");
        })));

        Assert.All(results, result => Assert.Equal("7.0.5", result.Succeeded().Output[^1].ToString()));
    }

    [Fact]
    public void SessionsOfOneRunspaceAreNotThoseOfAnother()
    {
        using var one = new PsHost();
        using var other = new PsHost();
        one.Invoke("Start-CfySimulator | Connect-CfyManager").Succeeded();

        Assert.Single(one.Invoke("Get-CfySession").Succeeded().Output);
        Assert.Empty(other.Invoke("Get-CfySession").Succeeded().Output);
    }

    /// <summary>The lines that a script of the shell writes. Its arguments are the manifest and the example's blueprint.</summary>
    private static async Task<string[]> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        await File.WriteAllTextAsync(path, script);
        try
        {
            var blueprint = Path.Combine(PsHost.RepositoryRoot, "docs", "examples", "blueprints", "three-tier");
            var run = await ShellProcess.RunAsync([path, Manifest, blueprint], environment: environment);
            Assert.Equal("", run.Error);
            return run.OutputLines;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
