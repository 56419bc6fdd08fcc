namespace CloudifyPS.Tests.Shell;

/// <summary>What a shell left behind.</summary>
internal sealed record ShellRun(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
