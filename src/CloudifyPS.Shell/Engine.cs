using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

namespace CloudifyPS.Shell;

/// <summary>PowerShell's engine with the module loaded: runs one command at a time, which Ctrl+C stops.</summary>
internal sealed class Engine : IDisposable
{
    // What everybody types at a prompt: the engine's own versions of them call commands that it does not have.
    private static readonly SessionStateFunctionEntry[] Functions =
    [
        new("Set-Location", "param([string] $Path = '~') $null = $ExecutionContext.SessionState.Path.SetLocation($Path)"),
        new("Clear-Host", "[Console]::Clear()"),
        new("help", "Get-Help @args"),
    ];

    private readonly Runspace _runspace;
    private readonly ShellHost _host;
    private readonly Lock _gate = new();
    private PowerShell? _running;

    private Engine(Runspace runspace, ShellHost host)
    {
        _runspace = runspace;
        _host = host;
        Console.CancelKeyPress += OnCancelKeyPress;
    }

    public Terminal Terminal => _host.Terminal;

    /// <summary>The code that <c>exit</c> gave; null as long as nobody wants to leave.</summary>
    public int? ExitCode => _host.ExitCode;

    /// <summary>The module that was built with this shell.</summary>
    private static string ModuleManifest
    {
        get
        {
            var output = typeof(Engine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(data => data.Key == "ModuleOutput").Value!;
            return Path.Combine(output, "CloudifyPS.psd1");
        }
    }

    /// <summary>Opens the engine and imports the module.</summary>
    /// <exception cref="RuntimeException">The module cannot be imported.</exception>
    public static Engine Open(Terminal terminal)
    {
        // CreateDefault wants assemblies that only a whole PowerShell has.
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        foreach (var function in Functions)
        {
            state.Commands.Remove(function.Name, typeof(SessionStateFunctionEntry));
            state.Commands.Add(function);
        }

        if (OperatingSystem.IsWindows())
        {
            // Windows alone has a policy, and without a PowerShell's configuration it forbids every script.
            state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        }

        var host = new ShellHost(terminal);
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        var engine = new Engine(runspace, host);
        try
        {
            engine.Invoke(shell => shell.AddCommand("Import-Module")
                .AddParameter("Name", ModuleManifest)
                .AddParameter("ErrorAction", ActionPreference.Stop));
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command; its output and its errors go to the terminal, formatted.</summary>
    /// <returns>How it ended.</returns>
    public CommandResult Execute(string command)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(command, useLocalScope: false).AddCommand("Out-Default");
        shell.Commands.Commands[^1].MergeUnclaimedPreviousCommandResults =
            PipelineResultTypes.Error | PipelineResultTypes.Output;

        SetRunning(shell);
        try
        {
            shell.Invoke();
            return shell.InvocationStateInfo.State == PSInvocationState.Stopped
                ? CommandResult.Stopped
                : CommandResult.Completed;
        }
        catch (PipelineStoppedException)
        {
            return CommandResult.Stopped;
        }
        catch (RuntimeException e)
        {
            SetRunning(null);
            Report(e.ErrorRecord);
            return CommandResult.Failed;
        }
        finally
        {
            SetRunning(null);
            Terminal.Progress.Erase();
        }
    }

    /// <summary>Runs a command quietly.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="RuntimeException">It failed.</exception>
    public IReadOnlyList<PSObject> Invoke(Action<PowerShell> build)
    {
        using var shell = PowerShell.Create(_runspace);
        build(shell);
        return shell.Invoke();
    }

    /// <summary>What could stand at a position of a text.</summary>
    public CommandCompletion? Complete(string text, int position)
    {
        using var shell = PowerShell.Create(_runspace);
        try
        {
            return CommandCompletion.CompleteInput(text, position, null, shell);
        }
        catch (Exception e) when (e is RuntimeException or ArgumentException or InvalidOperationException)
        {
            // Some completions need commands that the engine alone does not have: then there are none.
            return null;
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKeyPress;
        _runspace.Dispose();
    }

    /// <summary>Shows an error that ended a command, in the way that the engine shows all others.</summary>
    private void Report(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        _host.UserInterface.WriteToError(() => shell.Invoke(new[] { error }));
    }

    private void SetRunning(PowerShell? shell)
    {
        lock (_gate)
        {
            _running = shell;
        }
    }

    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e)
    {
        // The command ends, with its finally blocks; the shell goes on, or leaves with a code of its own.
        e.Cancel = true;
        lock (_gate)
        {
            _running?.BeginStop(null, null);
        }
    }
}
