using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Executions;

/// <summary>Resumes executions that failed or were cancelled, where they stopped (managers from 4.6 on).</summary>
[Cmdlet(VerbsLifecycle.Resume, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class ResumeCfyExecutionCommand : CfyWaitingCmdlet
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(nameof(Execution.ExecutionId))]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Runs operations again that had failed, even where that may not be safe.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            Attempt(id, () =>
            {
                if (ShouldChange($"execution '{id}'", "Resume"))
                {
                    var execution = Run(token => Client.Executions.ResumeAsync(id, Force, token));
                    WriteResource(Wait ? WaitFor(execution) : execution);
                }
            });
        }
    }
}
