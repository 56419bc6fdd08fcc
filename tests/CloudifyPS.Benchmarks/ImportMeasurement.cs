using System.Diagnostics;
using System.Globalization;

namespace CloudifyPS.Benchmarks;

/// <summary>
/// The time to import the module and to its first list, in fresh processes of the pinned PowerShell. A process that
/// imports an empty module precedes each of them.
/// </summary>
internal static class ImportMeasurement
{
    private const int Rounds = 11;

    // Prints milliseconds: import, connection, first list. The empty module has the import only.
    private const string Script = """
        param([string] $Module, [string] $Address)
        $ErrorActionPreference = 'Stop'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        function Write-Elapsed {
            $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
            $watch.Restart()
        }

        # The first call compiles the function.
        $null = Write-Elapsed
        Import-Module $Module
        Write-Elapsed
        if ($Address) {
            $password = [System.Net.NetworkCredential]::new('', 'admin').SecurePassword
            $credential = [pscredential]::new('admin', $password)
            $watch.Restart()
            $null = Connect-CfyManager $Address -Credential $credential
            Write-Elapsed
            $executions = @(Get-CfyExecution)
            Write-Elapsed
            if ($executions.Count -ne 1000) { throw "Expected 1000 executions, got $($executions.Count)." }
        }
        """;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("CloudifyPS");
        try
        {
            var empty = Path.Combine(folder.FullName, "Empty.psm1");
            var script = Path.Combine(folder.FullName, "Measure.ps1");
            File.WriteAllText(empty, string.Empty);
            File.WriteAllText(script, Script);
            using var server = new ServerProcess(1000);

            var baseline = new double[Rounds][];
            var module = new double[Rounds][];
            for (var round = 0; round < Rounds; round++)
            {
                baseline[round] = RunPowerShell(script, empty);
                module[round] = RunPowerShell(script, ModuleHost.ModulePath, server.Address);
            }

            var (import, importEmpty) = (Median(module, 0), Median(baseline, 0));
            Console.WriteLine($"""
                Fresh pwsh processes, median of {Rounds}:
                Import-Module CloudifyPS     {import,6:N0} ms
                Import-Module of nothing     {importEmpty,6:N0} ms
                difference                   {import - importEmpty,6:N0} ms
                Connect-CfyManager           {Median(module, 1),6:N0} ms
                first list, 1,000 executions {Median(module, 2),6:N0} ms
                """);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double[] RunPowerShell(params string[] arguments)
    {
        // The tool manifest of the repository pins the version.
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "tool", "exec", "PowerShell", "--yes", "--",
                "-NoProfile", "-NonInteractive", "-File", .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetFullPath(Path.Combine(ModuleHost.ModulePath, "..", "..", "..", "..")),
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => double.Parse(line, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"pwsh ended with {process.ExitCode}: {output}");
    }

    private static double Median(double[][] rounds, int column) =>
        rounds.Select(round => round[column]).Order().ElementAt(rounds.Length / 2);
}
