using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Executions;

/// <summary>Cancels executions. They end some time later; -Wait waits for it.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class StopCfyExecutionCommand : CfySessionCmdlet
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(nameof(Execution.ExecutionId))]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Ends the workflow at its next step, without its own clean-up (force-cancel).</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Kills its process (managers from 4.4 on).</summary>
    [Parameter]
    public SwitchParameter Kill { get; set; }

    /// <summary>Returns when it has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var mode = Kill ? CancelMode.Kill : Force ? CancelMode.Force : CancelMode.Cancel;
        foreach (var id in Id)
        {
            Attempt(id, () =>
            {
                if (!ShouldChange($"execution '{id}'", mode == CancelMode.Kill ? "Kill" : "Cancel"))
                {
                    return;
                }

                var execution = Run(token => Client.Executions.CancelAsync(id, mode, token));
                if (Wait)
                {
                    using var progress = new ProgressDisplay(this, $"Cancelling {execution.WorkflowId}");
                    execution = Run(token => Client.Executions.WaitAsync(execution, null, progress, token));
                }

                WriteResource(execution);
            });
        }
    }
}
