using System.Globalization;
using System.Management.Automation.Host;

namespace CloudifyPS.Shell;

/// <summary>What the engine sees of the shell.</summary>
internal sealed class ShellHost(Terminal terminal) : PSHost
{
    public Terminal Terminal => terminal;

    /// <summary>The code that <c>exit</c> gave.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "CloudifyPS.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => UserInterface;

    public ShellUserInterface UserInterface { get; } = new(terminal);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompts.");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("This shell has no nested prompts.");

    // The shell has no state that a native program could disturb.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
