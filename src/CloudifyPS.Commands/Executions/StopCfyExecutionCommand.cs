using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>Cancels executions. The cmdlet returns before they have ended. Use -Wait to wait for the end.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class StopCfyExecutionCommand : CfyWaitingCmdlet
{
    /// <summary>The IDs of the executions.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[] Id { get; set; } = [];

    /// <summary>Ends the workflow without its own cancellation logic (force-cancel).</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Kills the process of the workflow. Manager 4.4 and later.</summary>
    [Parameter]
    public SwitchParameter Kill { get; set; }

    internal override void Process()
    {
        var mode = Kill ? CancelMode.Kill : Force ? CancelMode.Force : CancelMode.Cancel;
        foreach (var id in Id)
        {
            ProcessInput(id, () =>
            {
                if (!ShouldChange($"execution '{id}'", mode == CancelMode.Kill ? "Kill" : "Cancel"))
                {
                    return;
                }

                var execution = Run(token => Client.Executions.CancelAsync(id, mode, token));
                WriteStarted(execution);
            });
        }
    }

    // An execution that ends before it is cancelled is not an error.
    private protected override bool IsSuccess(Execution execution) => execution.HasEnded;
}
