using System.Text;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>What a shell script writes, and how it ends.</summary>
internal sealed class ShellOutput
{
    public StringBuilder Out { get; } = new();

    public StringBuilder Error { get; } = new();

    /// <summary>The exit code; null while the script runs.</summary>
    public int? ExitCode { get; set; }

    /// <summary>The reason that the script gave to <c>ctx abort-operation</c>.</summary>
    public string? Abortion { get; set; }
}
