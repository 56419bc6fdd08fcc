using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace CloudifyPS.Tests.Support;

/// <summary>A PowerShell runspace in which the built module is imported.</summary>
internal sealed class PsHost : IDisposable
{
    private readonly Runspace _runspace;

    public PsHost()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(ModulePath, "CloudifyPS.psd1")]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>Gets the folder of the built module.</summary>
    public static string ModulePath { get; } = Metadata("ModuleOutput");

    /// <summary>Gets the root folder of the repository.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Runs a script. Variables are set in the runspace before it.</summary>
    public PsResult Invoke(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = PowerShell.Create(_runspace);
        foreach ((var name, var value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        shell.AddScript(script);
        PSObject[] output = [];
        ErrorRecord? terminating = null;
        try
        {
            output = [.. shell.Invoke()];
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        return new PsResult(
            output,
            [.. shell.Streams.Error, .. terminating is null ? [] : new[] { terminating }],
            [
                .. shell.Streams.Verbose.Select(line => line.Message),
                .. shell.Streams.Debug.Select(line => line.Message),
                .. shell.Streams.Warning.Select(line => line.Message),
                .. shell.Streams.Information.Select(line => line.ToString()),
                .. shell.Streams.Progress.Select(line => line.ToString()),
            ]);
    }

    /// <summary>
    /// Runs a script, stops it as Ctrl+C does when a task has ended, and returns the final state of the script.
    /// </summary>
    public async Task<PSInvocationState> StopAsync(string script, Task when)
    {
        using var shell = PowerShell.Create(_runspace);
        var running = shell.AddScript(script).BeginInvoke();
        await when;
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        await Task.Run(running.AsyncWaitHandle.WaitOne);
        return shell.InvocationStateInfo.State;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    /// <summary>Gets a value that the build has stored in the assembly.</summary>
    public static string Metadata(string key) => typeof(PsHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
