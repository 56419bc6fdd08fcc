using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Changes the status that the manager has stored for executions, without doing anything to what runs. For executions
/// whose worker is gone; Stop-CfyExecution is what ends one.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class SetCfyExecutionCommand : CfySessionCmdlet
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(nameof(Execution.ExecutionId))]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The status, such as failed, cancelled or terminated. The manager refuses what cannot follow on the present one.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [ArgumentCompleter(typeof(ExecutionStatusCompleter))]
    public string Status { get; set; } = string.Empty;

    /// <summary>The error to store with it.</summary>
    [Parameter]
    public string? ErrorMessage { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            Attempt(id, () =>
            {
                if (ShouldChange($"execution '{id}'", $"Set status '{Status}'"))
                {
                    WriteResource(Run(token => Client.Executions.UpdateAsync(id, Status, ErrorMessage, token)));
                }
            });
        }
    }
}
