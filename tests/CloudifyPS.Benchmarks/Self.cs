using System.Diagnostics;

namespace CloudifyPS.Benchmarks;

/// <summary>Starts this program again, for measurements that need their own process.</summary>
internal static class Self
{
    /// <summary>The path of the assembly when the process is the dotnet host; nothing otherwise.</summary>
    public static string[] Arguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Self).Assembly.Location] : [];

    /// <summary>Runs the program and returns its output.</summary>
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
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
