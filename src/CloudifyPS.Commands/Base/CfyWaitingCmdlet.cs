using System.Management.Automation;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that starts an execution and can wait for its end.</summary>
public abstract class CfyWaitingCmdlet : CfySessionCmdlet
{
    /// <summary>Returns when it has ended; a failure of the execution is an error then.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How many seconds to wait at the most. The execution goes on after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <summary>Waits for the end of an execution, showing how far it is.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>The execution as it ended.</returns>
    /// <exception cref="CfyExecutionException">It failed or was cancelled.</exception>
    /// <exception cref="CfyTimeoutException">It has not ended in time.</exception>
    internal Execution WaitFor(Execution execution)
    {
        using var progress = new ProgressDisplay(this, $"{execution.WorkflowId} {execution.DeploymentId}".TrimEnd());
        var ended = Run(token => Client.Executions.WaitAsync(
            execution, TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null, progress, token));
        return ended.Status == "terminated" ? ended : throw ExecutionClient.Failed(ended);
    }
}
