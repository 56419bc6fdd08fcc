using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>Resumes failed or cancelled executions. Manager 4.6 and later.</summary>
[Cmdlet(VerbsLifecycle.Resume, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class ResumeCfyExecutionCommand : CfyWaitingCmdlet
{
    /// <summary>The IDs of the executions.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[] Id { get; set; } = [];

    /// <summary>Also runs operations again that had started but not finished.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override void Process()
    {
        foreach (var id in Id)
        {
            ProcessInput(id, () =>
            {
                if (ShouldChange($"execution '{id}'", "Resume"))
                {
                    var execution = Run(token => Client.Executions.ResumeAsync(id, Force, token));
                    WriteStarted(execution);
                }
            });
        }
    }
}
