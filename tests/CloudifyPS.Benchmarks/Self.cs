using System.Diagnostics;

namespace CloudifyPS.Benchmarks;

/// <summary>This program, started again for a measurement that wants a process of its own.</summary>
internal static class Self
{
    /// <summary>What precedes the arguments: the assembly's path when the process is the dotnet host.</summary>
    public static string[] Arguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Self).Assembly.Location] : [];

    /// <summary>Runs it and returns what it printed.</summary>
    public static string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
