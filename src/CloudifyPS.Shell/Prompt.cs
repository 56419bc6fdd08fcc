using System.Management.Automation;
using System.Management.Automation.Language;

namespace CloudifyPS.Shell;

/// <summary>Reads commands and runs them, until somebody says <c>exit</c> or the input ends.</summary>
internal sealed class Prompt(Engine engine)
{
    private const string Continuation = ">> ";

    private readonly Terminal _terminal = engine.Terminal;
    private readonly LineEditor _editor = new(engine.Terminal, engine.Complete);

    /// <returns>The exit code.</returns>
    public int Run()
    {
        if (_terminal.IsInteractive)
        {
            WriteBanner();
        }

        while (engine.ExitCode is null && ReadCommand() is { } command)
        {
            if (!string.IsNullOrWhiteSpace(command))
            {
                engine.Execute(command);
            }
        }

        return engine.ExitCode ?? 0;
    }

    /// <returns>One complete command, which may have several lines; null at the end of the input.</returns>
    private string? ReadCommand()
    {
        try
        {
            var command = ReadLine(PromptText());
            while (command is not null && IsIncomplete(command))
            {
                if (ReadLine(Continuation) is not { } line)
                {
                    _terminal.Error.WriteLine(
                        $"The input ended before this command did: {command}", PSStyle.Instance.Formatting.Error);
                    return null;
                }

                command += "\n" + line;
            }

            return command;
        }
        catch (OperationCanceledException)
        {
            return "";
        }
    }

    private string? ReadLine(string prompt)
    {
        if (_terminal.IsInteractive)
        {
            _terminal.Out.Write(prompt);
        }

        return _terminal.ReadLine(_editor);
    }

    private static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    /// <summary>What the function <c>prompt</c> says, which a user may replace.</summary>
    private string PromptText()
    {
        try
        {
            return string.Concat(engine.Invoke(shell => shell.AddCommand("prompt")));
        }
        catch (RuntimeException)
        {
            // As PowerShell itself does with a prompt that fails.
            return "PS> ";
        }
    }

    private void WriteBanner()
    {
        var module = engine.Invoke(shell => shell.AddCommand("Get-Module").AddArgument("CloudifyPS"))[0];
        _terminal.Out.WriteLine($"""
            CloudifyPS {module.Properties["Version"].Value}, in an engine with PowerShell's core commands only: ForEach-Object, Where-Object,
            Get-Command, Get-Help and the like. Start with:  Start-CfySimulator | Connect-CfyManager
            Leave with exit.
            """);
    }
}
