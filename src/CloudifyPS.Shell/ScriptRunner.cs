using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace CloudifyPS.Shell;

/// <summary>Runs a script file with arguments from a command line, which are all text.</summary>
internal static class ScriptRunner
{
    private const int ExitFailed = 1;
    private const int ExitStopped = 130;

    // -Name, -Name:value, -Switch:$false; but -5 is a value.
    private static readonly Regex NamedArgument = new(@"^(?<name>-[A-Za-z_]\w*:?)(?<value>(?<=:).*)?$", RegexOptions.Singleline);

    /// <returns>The exit code: the script's own, 1 when it fails, 130 when Ctrl+C stops it, otherwise 0.</returns>
    public static int Run(Engine engine, string path, IEnumerable<string> arguments)
    {
        if (!File.Exists(path))
        {
            engine.Terminal.Error.WriteLine(
                $"There is no script '{path}'. Give the path of a .ps1 file, or nothing for a prompt.",
                PSStyle.Instance.Formatting.Error);
            return ExitFailed;
        }

        var result = engine.Execute(CommandText(path, arguments));
        return result switch
        {
            CommandResult.Failed => ExitFailed,
            CommandResult.Stopped => ExitStopped,
            _ => engine.ExitCode ?? 0,
        };
    }

    /// <summary>
    /// The line that somebody would type at a prompt. Only the script's param() block knows a switch from a name with a
    /// value, so names stay names for the engine to bind; values are quoted, and never read as code.
    /// </summary>
    internal static string CommandText(string path, IEnumerable<string> arguments)
    {
        var words = arguments.Select(Word).Prepend(Quote(Path.GetFullPath(path)));

        // $? tells an exit code of the script itself from one that a program left behind.
        return $"& {string.Join(' ', words)}; if (-not $?) {{ exit $LASTEXITCODE ?? {ExitFailed} }}";
    }

    private static string Word(string argument)
    {
        var named = NamedArgument.Match(argument);
        if (!named.Success)
        {
            return Quote(argument);
        }

        var value = named.Groups["value"].Value;
        var isLiteral = value is "" or "$true" or "$false" or "$null";
        return named.Groups["name"].Value + (isLiteral ? value : Quote(value));
    }

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
