using System.Management.Automation;

namespace CloudifyPS.Shell;

internal static class Program
{
    private const string Usage = """
        CloudifyPS.Shell: PowerShell's engine with the module CloudifyPS loaded.

          CloudifyPS.Shell                            a prompt; reads lines from redirected input as well
          CloudifyPS.Shell <script.ps1> [arguments]   runs a script; arguments reach its param() block

        The exit code is the script's own (exit 3), 1 when it fails, 130 after Ctrl+C, otherwise 0.
        """;

    private static int Main(string[] args)
    {
        var terminal = Terminal.FromConsole();
        if (args is ["-h" or "--help" or "-?", ..])
        {
            terminal.Out.WriteLine(Usage);
            return 0;
        }

        try
        {
            using var engine = Engine.Open(terminal);
            return args is [string script, .. string[] arguments]
                ? ScriptRunner.Run(engine, script, arguments)
                : new Prompt(engine).Run();
        }
        catch (RuntimeException e)
        {
            // Only the start can fail so: a module that was not built, or that does not load.
            terminal.Error.WriteLine(e.Message, PSStyle.Instance.Formatting.Error);
            return 1;
        }
    }
}
