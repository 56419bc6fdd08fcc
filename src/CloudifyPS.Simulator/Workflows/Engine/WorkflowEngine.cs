using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>
/// Starts, cancels and resumes executions, in simulated time: workflows of deployments and the manager's own. Callers
/// hold the lock of the state, call <see cref="RunDue"/> before they read it, and store the row of an execution before
/// they start it.
/// </summary>
internal sealed class WorkflowEngine
{
    private readonly WorkflowServices _services;
    private readonly ExecutionRunner _runner;
    private readonly ExecutionQueue _queue;

    public WorkflowEngine(IWorkflowStore store, SimulatorOptions options)
    {
        _services = new WorkflowServices(store, options);
        _queue = new ExecutionQueue(store);
        _runner = new ExecutionRunner(_services) { Ended = StartQueued };
    }

    public Scheduler Scheduler => _services.Scheduler;

    public EventLog Events => _services.Events;

    /// <summary>Runs all actions that are due.</summary>
    public void RunDue() => Scheduler.RunDue();

    /// <summary>
    /// Starts an execution: a pending one at once, a queued one when its deployment is free, a scheduled one at its
    /// <c>scheduled_for</c>.
    /// </summary>
    /// <param name="execution">The stored row, with all parameters.</param>
    /// <param name="waitAfterFail">How long independent tasks continue after a failure; 600 seconds by default.</param>
    public void Start(JObject execution, TimeSpan? waitAfterFail = null)
    {
        _runner.State(execution.Id()).WaitAfterFail = waitAfterFail;
        _runner.Show(execution);
        switch (execution.Text("status"))
        {
            case ExecutionStatus.Pending:
                _runner.Dispatch(execution);
                break;
            case ExecutionStatus.Queued:
                StartQueued();
                break;
            case ExecutionStatus.Scheduled:
                Scheduler.At(execution.Time("scheduled_for") ?? Scheduler.Now, () =>
                {
                    if (execution.Text("status") == ExecutionStatus.Scheduled)
                    {
                        SetStatus(execution, ExecutionStatus.Queued);
                        StartQueued();
                    }
                });
                break;
        }
    }

    /// <summary>Starts one of the manager's own workflows.</summary>
    /// <param name="execution">The stored row; pending or queued.</param>
    /// <param name="work">The work. An exception fails the execution with its message.</param>
    /// <param name="prepare">Runs before the first log line, for example fetches an archive.</param>
    public void StartSystem(JObject execution, Action work, Action? prepare = null)
    {
        _runner.State(execution.Id()).SystemWork = new SystemWork(prepare, work);
        Start(execution);
    }

    /// <summary>Starts the cancellation of an execution. The execution ends later.</summary>
    /// <exception cref="ManagerErrorException">
    /// 400 illegal_action_error: the execution has ended, or is already being cancelled.
    /// </exception>
    public void Cancel(JObject execution, CancelKind kind)
    {
        var status = execution.Text("status");
        var isWaiting = status is ExecutionStatus.Queued or ExecutionStatus.Scheduled;
        if (!isWaiting
            && kind != CancelKind.Kill
            && status is not (ExecutionStatus.Pending or ExecutionStatus.Started)
            && !(kind == CancelKind.ForceCancel && status == ExecutionStatus.Cancelling))
        {
            var force = kind == CancelKind.ForceCancel ? "force-" : "";
            throw new ManagerErrorException(
                400, "illegal_action_error",
                $"Can't {force}cancel execution {execution.Id()} because it's in status {status}");
        }

        var next = kind switch
        {
            CancelKind.Kill => ExecutionStatus.KillCancelling,
            CancelKind.ForceCancel => ExecutionStatus.ForceCancelling,
            _ => ExecutionStatus.Cancelling,
        };
        SetStatus(execution, next, "");
        if (isWaiting)
        {
            Scheduler.After(WorkflowTimes.Kill, () => _runner.End(execution, ExecutionStatus.Cancelled));
        }
        else if (kind == CancelKind.Kill)
        {
            Scheduler.After(WorkflowTimes.Kill, () => _runner.Kill(execution));
        }
        else if (status is ExecutionStatus.Started or ExecutionStatus.Cancelling)
        {
            Scheduler.After(WorkflowTimes.Cancel, () =>
            {
                if (execution.Text("status") == next)
                {
                    _runner.EndCancelled(execution);
                }
            });
        }
    }

    /// <summary>
    /// Continues an execution that failed or was cancelled. A started one continues in a new process of the manager.
    /// </summary>
    /// <param name="execution">The execution.</param>
    /// <param name="force">Whether operations that were running are run again.</param>
    /// <exception cref="ManagerErrorException">
    /// 409 conflict_error: the execution has another status; a started one cannot be resumed with force.
    /// </exception>
    public void Resume(JObject execution, bool force)
    {
        var status = execution.Text("status");
        if (status is not (ExecutionStatus.Failed or ExecutionStatus.Cancelled)
            && (force || status != ExecutionStatus.Started))
        {
            var action = force ? "force-resume" : "resume";
            throw new ManagerErrorException(
                409, "conflict_error", $"Cannot {action} execution: `{execution.Id()}` in state: `{status}`");
        }

        _runner.Stop(execution);
        execution["ended_at"] = null;
        execution["resume"] = true;
        SetStatus(execution, ExecutionStatus.Pending, execution.Text("error"));
        _runner.Dispatch(execution, force);
    }

    /// <inheritdoc cref="ExecutionRunner.SetStatus"/>
    public void SetStatus(JObject execution, string status, string? error = null) =>
        _runner.SetStatus(execution, status, error);

    /// <summary>Sets the status as the manager's own processes do. An end status stops the workflow.</summary>
    public void Report(JObject execution, string status, string error)
    {
        if (ExecutionStatus.IsEnd(status))
        {
            _runner.Stop(execution);
        }

        SetStatus(execution, status, error);
    }

    /// <summary>Returns the run of an execution; null when it has not run since the manager was started.</summary>
    public WorkflowRun? FindRun(string executionId) => _runner.FindState(executionId)?.Run;

    /// <summary>Releases what is kept in memory for an execution whose row is deleted.</summary>
    public void Forget(string executionId) => _runner.Forget(executionId);

    /// <summary>
    /// Stops everything because a snapshot has replaced the state, and fails the executions that run in the new state.
    /// </summary>
    /// <param name="survivor">The row, in the new state, of the execution that restored the snapshot.</param>
    public void Reset(JObject? survivor)
    {
        Scheduler.Clear();
        _runner.ForgetAllBut(survivor?.Id());
        foreach (var execution in _services.Store.Executions)
        {
            if (execution != survivor && !ExecutionStatus.IsEnd(execution.Text("status")))
            {
                execution["ended_at"] = Scheduler.Now.ToTimestamp();
                execution["status"] = ExecutionStatus.Failed;
                execution["error"] = "The manager was restored from a snapshot";
                _runner.Show(execution);
            }
        }
    }

    /// <summary>Starts the queued executions that may start now.</summary>
    public void StartQueued()
    {
        if (_services.Store.IsInMaintenance)
        {
            return;
        }

        foreach (var execution in _queue.Startable())
        {
            var isSystem = _runner.FindState(execution.Id())?.SystemWork is not null;
            if (!isSystem && _queue.ReasonNotToStart(execution) is { } reason)
            {
                SetStatus(execution, ExecutionStatus.Failed, $"Error dequeueing execution: {reason}");
                continue;
            }

            SetStatus(execution, ExecutionStatus.Pending);
            _runner.Dispatch(execution);
        }
    }
}
