using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Changes the stored status of executions. A running workflow is not stopped: use Stop-CfyExecution to stop it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class SetCfyExecutionCommand : CfySessionCmdlet
{
    /// <summary>The IDs of the executions.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[] Id { get; set; } = [];

    /// <summary>The status. The manager refuses a status that cannot follow the current one.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.ExecutionStatuses))]
    [ArgumentCompleter(typeof(FixedValues.ExecutionStatuses))]
    public string Status { get; set; } = string.Empty;

    /// <summary>The error message to store with the status.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? ErrorMessage { get; set; }

    internal override void Process()
    {
        foreach (var id in Id)
        {
            ProcessInput(id, () =>
            {
                if (!IsWanted(nameof(Status)))
                {
                    throw new ArgumentException("-Status is required. The Status of a piped execution is not used.");
                }

                if (ShouldChange($"execution '{id}'", $"Set status '{Status}'"))
                {
                    WriteResource(Run(token => Client.Executions.UpdateAsync(id, Status, ErrorMessage, token)));
                }
            });
        }
    }
}
