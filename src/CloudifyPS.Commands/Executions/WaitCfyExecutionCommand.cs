using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Waits until executions have ended, through broken connections and restarts of the manager, and returns them as they
/// ended. One that failed or was cancelled is an error too.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "CfyExecution")]
[OutputType(typeof(Execution))]
public sealed class WaitCfyExecutionCommand : CfySessionCmdlet
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(nameof(Execution.ExecutionId))]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>How many seconds to wait at the most. The execution goes on after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            Attempt(id, () =>
            {
                var execution = Run(token => Client.Executions.GetAsync(id, null, token));
                using var progress = new ProgressDisplay(this, $"{execution.WorkflowId} {execution.DeploymentId}".TrimEnd());
                var ended = Run(token => Client.Executions.WaitAsync(
                    execution, TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null, progress, token));
                WriteResource(ended);
                if (ended.Status != "terminated")
                {
                    Attempt(ended, () => throw ExecutionClient.Failed(ended));
                }
            });
        }
    }
}
