using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Waits until executions have ended, and returns them. A failed or cancelled execution is an error too. Connection
/// failures and restarts of the manager do not end the wait.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "CfyExecution")]
[OutputType(typeof(Execution))]
public sealed class WaitCfyExecutionCommand : CfySessionCmdlet
{
    /// <summary>The ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[] Id { get; set; } = [];

    /// <summary>The maximum number of seconds to wait. The execution continues after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    internal override void Process()
    {
        foreach (var id in Id)
        {
            ProcessInput(id, () =>
            {
                using var progress = new ProgressDisplay(this, $"Execution {id}");
                var ended = Run(token => Client.Executions.WaitAsync(id, Seconds(TimeoutSec), progress, token));
                WriteResource(ended);
                if (ended.Status != "terminated")
                {
                    ProcessInput(ended, () => throw Run(token => Client.Events.ExplainAsync(ended, token)));
                }
            });
        }
    }
}
