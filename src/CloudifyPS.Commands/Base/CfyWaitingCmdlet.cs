using System.Management.Automation;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that starts an execution and can wait for its end.</summary>
public abstract class CfyWaitingCmdlet : CfySessionCmdlet
{
    /// <summary>Returns when the execution has ended. A failed execution is an error.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum number of seconds to wait. The execution continues after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <summary>
    /// Writes an execution: at once, or with -Wait when it has ended. An execution that did not end as it should is
    /// written, and reported as an error.
    /// </summary>
    internal void WriteStarted(Execution execution)
    {
        if (!Wait || execution.Id is null)
        {
            WriteResource(execution);
            return;
        }

        var ended = WaitFor(execution);
        WriteResource(ended);
        if (ended.Status != "terminated")
        {
            ProcessInput(ended, () => throw Run(token => Client.Events.ExplainAsync(ended, token)));
        }
    }

    /// <summary>Waits for the end of an execution and shows its progress.</summary>
    internal Execution WaitFor(Execution execution)
    {
        using var progress = ProgressDisplay.For(this, execution);
        return Run(token => Client.Executions.WaitAsync(execution, Seconds(TimeoutSec), progress, token));
    }
}
