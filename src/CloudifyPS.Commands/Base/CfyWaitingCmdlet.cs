using System.Management.Automation;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of cmdlets that start an execution and can wait until it ends.</summary>
public abstract class CfyWaitingCmdlet : CfySessionCmdlet
{
    private readonly List<Execution> _unfinished = [];

    /// <summary>Returns when the execution has ended. A failed execution is an error.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum number of seconds to wait. The execution continues after that.</summary>
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

    /// <summary>Gets the pending executions of -Wait.</summary>
    private protected ExecutionWaits Waits { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ShowEvent is not null && !Wait)
        {
            ThrowTerminatingError(ErrorRecordFactory.InvalidArgument("-ShowEvent requires -Wait."));
        }

        Waits = new ExecutionWaits(this, Seconds(TimeoutSec), IsSuccess, execution =>
        {
            _unfinished.RemoveAll(one => one.Id == execution.Id);
            WriteEnded(execution);
        })
        {
            ShowEvent = ShowEvent,
        };
    }

    /// <summary>
    /// Waits for all executions that were started. They run at the same time. Those that have not ended within the time
    /// limit are written as they were started.
    /// </summary>
    protected override void EndProcessing()
    {
        Waits.WaitForAll();
        if (Waits.Count > 0)
        {
            WriteUnfinished();
        }
    }

    internal override void WriteUnfinished()
    {
        var unfinished = _unfinished.ToArray();
        _unfinished.Clear();
        WriteResources(unfinished);
    }

    /// <summary>Returns whether an execution has ended as expected.</summary>
    private protected virtual bool IsSuccess(Execution execution) => execution.Status == "terminated";

    /// <summary>Writes an execution that has ended.</summary>
    private protected virtual void WriteEnded(Execution execution) => WriteResource(execution);

    /// <summary>
    /// Writes an execution immediately, or with -Wait when it has ended. An execution that did not end as expected is
    /// written and also reported as an error.
    /// </summary>
    internal void WriteStarted(Execution execution)
    {
        if (Wait && execution.Id is { } id)
        {
            Waits.Add(Client, id, execution);
            _unfinished.Add(execution);
        }
        else
        {
            WriteResource(execution);
        }
    }
}
