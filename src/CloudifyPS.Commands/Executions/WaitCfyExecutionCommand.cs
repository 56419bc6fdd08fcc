using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Waits for all executions from the pipeline at the same time, and returns each one when it has ended. A failed or
/// cancelled execution is also reported as an error. Connection failures and manager restarts do not end the wait.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "CfyExecution")]
[OutputType(typeof(Execution))]
public sealed class WaitCfyExecutionCommand : CfySessionCmdlet
{
    private ExecutionWaits _waits = null!;

    /// <summary>The IDs of the executions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("ExecutionId")]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), Links = [nameof(DeploymentId)])]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? Id { get; set; }

    /// <summary>The IDs of the deployments for whose running executions the cmdlet waits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The expected statuses. The default is terminated.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.ExecutionStatuses))]
    [ArgumentCompleter(typeof(FixedValues.ExecutionStatuses))]
    public string[] For { get; set; } = ["terminated"];

    /// <summary>Returns when the first execution has ended.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>The maximum number of seconds to wait for all executions. They continue after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <summary>
    /// Displays the events and log lines of the executions during the wait: Error for failures, Event for events, or
    /// All. They are not part of the output.
    /// </summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.ShownEvents))]
    [ArgumentCompleter(typeof(FixedValues.ShownEvents))]
    public string? ShowEvent { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _waits = new ExecutionWaits(
            this, Seconds(TimeoutSec), execution => For.Contains(execution.Status), WriteResource)
        {
            ShowEvent = ShowEvent,
        };
    }

    internal override void Process()
    {
        foreach (var id in Id ?? [])
        {
            ProcessInput(id, () => _waits.Add(Client, id));
        }

        // A piped execution also binds its deployment, which is not used then.
        foreach (var deployment in Id is null ? DeploymentId ?? [] : [])
        {
            ProcessInput(deployment, () => AddRunning(deployment));
        }

        if (Id is null && DeploymentId is null)
        {
            ProcessInput(null, () =>
            {
                RequireLink();
                throw new ArgumentException("-Id or -DeploymentId is required.");
            });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Any)
        {
            _waits.WaitForAny();
        }
        else
        {
            _waits.WaitForAll();
        }
    }

    private void AddRunning(string deployment)
    {
        using var list = Client.Executions.ListActive(deployment, CancelToken);
        foreach (var execution in Run(_ => list.ToListAsync()))
        {
            _waits.Add(Client, execution.Id!, execution);
        }
    }
}
