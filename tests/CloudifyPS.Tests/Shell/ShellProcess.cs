using System.Diagnostics;

namespace CloudifyPS.Tests.Shell;

/// <summary>The built shell as a process of its own, with redirected input and output.</summary>
internal sealed class ShellProcess : IDisposable
{
    // Long enough for the slowest machine; a test that needs it has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private ShellProcess(Process process) => _process = process;

    /// <summary>Runs it to its end.</summary>
    public static async Task<ShellRun> RunAsync(
        string[] arguments, string input = "", params (string Name, string Value)[] environment)
    {
        using var shell = Start(arguments, environment);
        await shell._process.StandardInput.WriteAsync(input);
        return await shell.EndAsync();
    }

    public static ShellProcess Start(string[] arguments, params (string Name, string Value)[] environment) =>
        Start([], arguments, environment);

    /// <summary>Starts it by another program, which takes its command line as arguments.</summary>
    public static ShellProcess Start(
        string[] starter, string[] arguments, params (string Name, string Value)[] environment)
    {
        var dll = typeof(CloudifyPS.Shell.ScriptRunner).Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsLinux())
        {
            // A test run in the background hands down an ignored Ctrl+C, which no process could undo for itself.
            start.FileName = "env";
            start.ArgumentList.Add("--default-signal=INT");
            foreach (var argument in (string[])[.. starter, "dotnet"])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in (string[])[dll, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((var name, var value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ShellProcess(Process.Start(start)!);
    }

    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads output up to a line.</summary>
    public async Task WaitForLineAsync(string expected)
    {
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            Assert.True(line is not null, $"The shell ended without saying '{expected}'.");
        }
        while (line != expected);
    }

    /// <summary>What a terminal does when somebody types Ctrl+C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Closes the input and collects what is left to come.</summary>
    public async Task<ShellRun> EndAsync()
    {
        _process.StandardInput.Close();
        var output = _process.StandardOutput.ReadToEndAsync();
        var error = _process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, error, _process.WaitForExitAsync()).WaitAsync(Patience);
        return new ShellRun(_process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
