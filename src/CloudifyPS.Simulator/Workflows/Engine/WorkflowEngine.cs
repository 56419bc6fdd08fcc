using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>
/// Runs executions in simulated time: workflows of deployments and the manager's own. Callers hold the state's lock,
/// call <see cref="RunDue"/> before they look at anything, and store an execution's row before they start it.
/// </summary>
internal sealed class WorkflowEngine
{
    private const int MaxConcurrent = 20;
    private readonly Dictionary<string, WorkflowRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Action? Prepare, Action Work)> _systemWork = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _waitAfterFail = new(StringComparer.Ordinal);

    /// <summary>Which start of an execution is the current one: a start that was overtaken does nothing.</summary>
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);

    private readonly HashSet<(string Execution, int Start)> _finishing = [];

    public WorkflowEngine(IWorkflowStore store, SimulatorOptions options)
    {
        Store = store;
        Options = options;
        Scheduler = new Scheduler(options.TimeProvider, options.Speed);
        Events = new EventLog(store, Scheduler);
        Statuses = new DeploymentStatuses(store);
        Simulation = new OperationSimulation(options, store);
    }

    public IWorkflowStore Store { get; }

    public SimulatorOptions Options { get; }

    public Scheduler Scheduler { get; }

    public EventLog Events { get; }

    public DeploymentStatuses Statuses { get; }

    public OperationSimulation Simulation { get; }

    /// <summary>Does everything that is due by now.</summary>
    public void RunDue() => Scheduler.RunDue();

    /// <summary>
    /// Starts a workflow of a deployment: at once when its status is pending, when its deployment is free when it is
    /// queued, at <c>scheduled_for</c> when it is scheduled.
    /// </summary>
    /// <param name="execution">The stored row, with all its parameters.</param>
    /// <param name="waitAfterFail">How long the rest of the workflow goes on after a failure: 600 seconds unless given.</param>
    public void Start(JObject execution, TimeSpan? waitAfterFail = null)
    {
        if (waitAfterFail is { } wait)
        {
            _waitAfterFail[execution.Id()] = wait;
        }

        Show(execution);
        switch (execution.Text("status"))
        {
            case ExecutionStatus.Pending:
                Dispatch(execution);
                break;
            case ExecutionStatus.Queued:
                Dequeue();
                break;
            case ExecutionStatus.Scheduled:
                Scheduler.At(execution.Time("scheduled_for") ?? Scheduler.Now, () =>
                {
                    if (execution.Text("status") == ExecutionStatus.Scheduled)
                    {
                        SetStatus(execution, ExecutionStatus.Queued);
                        Dequeue();
                    }
                });
                break;
        }
    }

    /// <summary>Starts one of the manager's own workflows.</summary>
    /// <param name="execution">The stored row; pending or queued.</param>
    /// <param name="work">
    /// What it does, when its time has come. When it throws, the execution fails with the exception's message.
    /// </param>
    /// <param name="prepare">What it does before it first tells anything, for example to fetch an archive.</param>
    public void StartSystem(JObject execution, Action work, Action? prepare = null)
    {
        _systemWork[execution.Id()] = (prepare, work);
        Start(execution);
    }

    /// <summary>Begins to cancel an execution; it ends a little later.</summary>
    /// <exception cref="ManagerErrorException">400 illegal_action_error: it has ended, or is being cancelled.</exception>
    public void Cancel(JObject execution, CancelKind kind)
    {
        var status = execution.Text("status");
        if (status is ExecutionStatus.Queued or ExecutionStatus.Scheduled)
        {
            Scheduler.After(WorkflowTimes.Kill, () => End(execution, ExecutionStatus.Cancelled));
        }
        else if (kind != CancelKind.Kill
            && status is not (ExecutionStatus.Pending or ExecutionStatus.Started)
            && !(kind == CancelKind.ForceCancel && status == ExecutionStatus.Cancelling))
        {
            var force = kind == CancelKind.ForceCancel ? "force-" : "";
            throw new ManagerErrorException(
                400, "illegal_action_error", $"Can't {force}cancel execution {execution.Id()} because it's in status {status}");
        }

        var next = kind switch
        {
            CancelKind.Kill => ExecutionStatus.KillCancelling,
            CancelKind.ForceCancel => ExecutionStatus.ForceCancelling,
            _ => ExecutionStatus.Cancelling,
        };
        SetStatus(execution, next, "");
        if (kind == CancelKind.Kill)
        {
            Scheduler.After(WorkflowTimes.Kill, () => Kill(execution));
        }
        else if (status == ExecutionStatus.Started || status == ExecutionStatus.Cancelling)
        {
            Scheduler.After(WorkflowTimes.Cancel, () =>
            {
                if (execution.Text("status") == next)
                {
                    TellCancelled(execution);
                }
            });
        }
    }

    /// <summary>Goes on with an execution that failed or was cancelled.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="force">Also runs operations again that had been begun and have not reported back.</param>
    /// <exception cref="ManagerErrorException">409 conflict_error: it has neither failed nor been cancelled.</exception>
    public void Resume(JObject execution, bool force)
    {
        var status = execution.Text("status");
        if (status is not (ExecutionStatus.Failed or ExecutionStatus.Cancelled))
        {
            var action = force ? "force-resume" : "resume";
            throw new ManagerErrorException(
                409, "conflict_error", $"Cannot {action} execution: `{execution.Id()}` in state: `{status}`");
        }

        execution["ended_at"] = null;
        execution["resume"] = true;
        SetStatus(execution, ExecutionStatus.Pending, execution.Text("error"));
        Dispatch(execution, force);
    }

    /// <summary>Sets the status and all that goes with it: times, what the deployment shows, the queue.</summary>
    public void SetStatus(JObject execution, string status, string? error = null)
    {
        execution["status"] = status;
        execution["error"] = error ?? execution["error"];
        if (status == ExecutionStatus.Started)
        {
            execution["started_at"] = Scheduler.Now.ToTimestamp();
        }

        if (ExecutionStatus.IsEnd(status))
        {
            execution["ended_at"] = Scheduler.Now.ToTimestamp();
        }

        Show(execution);
        if (ExecutionStatus.IsEnd(status))
        {
            Dequeue();
        }
    }

    /// <summary>The run of an execution; null when it has not run since the manager started.</summary>
    public WorkflowRun? FindRun(string executionId) => _runs.TryGetValue(executionId, out var run) ? run : null;

    /// <summary>Drops what is kept of an execution whose row is deleted.</summary>
    public void Forget(string executionId)
    {
        if (_runs.TryGetValue(executionId, out var run))
        {
            run.Stop();
        }

        _runs.Remove(executionId);
        _starts.Remove(executionId);
        _systemWork.Remove(executionId);
        _waitAfterFail.Remove(executionId);
    }

    /// <summary>
    /// The state has been replaced: nothing that ran goes on, and executions that ran in the new state have failed.
    /// </summary>
    /// <param name="survivor">The execution that replaced the state, in its new row.</param>
    public void Reset(JObject? survivor)
    {
        Scheduler.Clear();
        _finishing.Clear();
        foreach (var id in _starts.Keys.Where(id => id != survivor?.Id()).ToList())
        {
            Forget(id);
        }

        foreach (var execution in Store.Executions.Where(e => e != survivor && !ExecutionStatus.IsEnd(e.Text("status"))))
        {
            execution["ended_at"] = Scheduler.Now.ToTimestamp();
            execution["status"] = ExecutionStatus.Failed;
            execution["error"] = "The manager was restored from a snapshot";
            Show(execution);
        }
    }

    /// <summary>Called by a run that has done all it had to do.</summary>
    public void Succeed(JObject execution)
    {
        if (ExecutionStatus.IsCancelling(execution.Text("status")))
        {
            TellCancelled(execution);
            return;
        }

        Finish(execution, "workflow_succeeded", "succeeded" + DryRun(execution), ExecutionStatus.Terminated, "");
    }

    /// <summary>Called by a run that cannot go on.</summary>
    public void Fail(JObject execution, string error)
    {
        if (ExecutionStatus.IsCancelling(execution.Text("status")))
        {
            TellCancelled(execution);
            return;
        }

        Finish(execution, "workflow_failed", $"failed: {error}", ExecutionStatus.Failed, error);
    }

    private static string DryRun(JObject execution) => execution.Flag("is_dry_run") ? " (dry run)" : "";

    private void Show(JObject execution)
    {
        execution["status_display"] = ExecutionStatus.Display(execution.Text("status")!);
        Statuses.Show(execution);
    }

    private void Dispatch(JObject execution, bool force = false)
    {
        var id = execution.Id();
        var start = CurrentStart(id) + 1;
        _starts[id] = start;
        Scheduler.After(WorkflowTimes.Dispatch, () =>
        {
            if (start == CurrentStart(id))
            {
                Begin(execution, force);
            }
        });
    }

    private int CurrentStart(string executionId) =>
        _starts.TryGetValue(executionId, out var start) ? start : 0;

    private void Begin(JObject execution, bool force)
    {
        var status = execution.Text("status");
        if (status != ExecutionStatus.Pending)
        {
            if (status is ExecutionStatus.Cancelling or ExecutionStatus.ForceCancelling)
            {
                TellCancelled(execution);
            }

            return;
        }

        SetStatus(execution, ExecutionStatus.Started, "");
        var word = execution.Flag("resume") ? "Resuming" : "Starting";
        Events.Report(
            execution, "workflow_started",
            $"{word} '{execution.Text("workflow_id")}' workflow execution{DryRun(execution)}");
        Scheduler.After(WorkflowTimes.Margin, () =>
        {
            if (execution.Text("status") == ExecutionStatus.KillCancelling || ExecutionStatus.IsEnd(execution.Text("status")))
            {
                return;
            }

            if (_systemWork.TryGetValue(execution.Id(), out var system))
            {
                Advance(
                    execution,
                    SystemWorkflow.Run(execution, system.Prepare, system.Work, Events, Store).GetEnumerator());
            }
            else
            {
                RunWorkflow(execution, force);
            }
        });
    }

    private void RunWorkflow(JObject execution, bool force)
    {
        if (Store.FindDeployment(execution.Tenant(), execution.Text("deployment_id") ?? "") is not { } deployment)
        {
            Fail(execution, $"Deployment {execution.Text("deployment_id")} does not exist");
            return;
        }

        if (!_runs.TryGetValue(execution.Id(), out var run))
        {
            run = new WorkflowRun(this, execution, deployment);
            _runs[execution.Id()] = run;
        }

        if (_waitAfterFail.TryGetValue(execution.Id(), out var wait))
        {
            run.WaitAfterFail = wait;
        }

        run.Begin(force);
    }

    private void Advance(JObject execution, IEnumerator<TimeSpan> steps)
    {
        try
        {
            if (ExecutionStatus.IsEnd(execution.Text("status")))
            {
                return;
            }

            if (steps.MoveNext())
            {
                Scheduler.After(steps.Current, () => Advance(execution, steps));
                return;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever goes wrong in the manager's own work is that execution's failure.
            Fail(execution, exception.Message);
            return;
        }

        _systemWork.Remove(execution.Id());
        if (Store.Executions.Contains(execution))
        {
            Succeed(execution);
        }
        else
        {
            // It has deleted its deployment and itself.
            Forget(execution.Id());
            Dequeue();
        }
    }

    private void Finish(JObject execution, string eventType, string message, string status, string error)
    {
        // A cancelled workflow may come to its end just when it notices.
        var id = execution.Id();
        var start = CurrentStart(id);
        if (!_finishing.Add((id, start)))
        {
            return;
        }

        Events.Report(execution, eventType, $"'{execution.Text("workflow_id")}' workflow execution {message}");
        Scheduler.After(WorkflowTimes.Margin, () =>
        {
            _finishing.Remove((id, start));
            if (start == CurrentStart(id))
            {
                End(execution, status, error);
            }
        });
    }

    private void TellCancelled(JObject execution)
    {
        if (_runs.TryGetValue(execution.Id(), out var run))
        {
            run.Stop();
        }

        Finish(execution, "workflow_cancelled", "cancelled", ExecutionStatus.Cancelled, "");
    }

    private void Kill(JObject execution)
    {
        if (_runs.TryGetValue(execution.Id(), out var run))
        {
            run.Stop();
            run.HasLostToken = true;
        }

        End(execution, ExecutionStatus.Cancelled);
    }

    private void End(JObject execution, string status, string error = "")
    {
        var current = execution.Text("status");
        if (ExecutionStatus.IsEnd(current) || !Store.Executions.Contains(execution))
        {
            return;
        }

        SetStatus(execution, ExecutionStatus.IsCancelling(current) ? ExecutionStatus.Cancelled : status, error);
    }

    /// <summary>Starts what waits and now may run: the manager's own workflows first, and alone.</summary>
    private void Dequeue()
    {
        var active = Store.Executions.Where(e => ExecutionStatus.IsActive(e.Text("status"))).ToList();
        var queued = Store.Executions.Where(e => e.Text("status") == ExecutionStatus.Queued).ToList();
        if (queued.FirstOrDefault(e => e.Flag("is_system_workflow")) is { } system)
        {
            if (active.Count == 0)
            {
                StartQueued(system);
            }

            return;
        }

        if (active.Any(e => e.Flag("is_system_workflow")))
        {
            return;
        }

        string Place(JObject execution) => $"{execution.Tenant()}/{execution.Text("deployment_id")}";
        var busy = new HashSet<string>(active.Select(Place), StringComparer.Ordinal);
        foreach (var execution in queued)
        {
            if (busy.Count >= MaxConcurrent)
            {
                return;
            }

            if (execution.Text("deployment_id") is null || busy.Add(Place(execution)))
            {
                StartQueued(execution);
            }
        }
    }

    private void StartQueued(JObject execution)
    {
        if (Unavailable(execution) is { } reason)
        {
            SetStatus(execution, ExecutionStatus.Failed, $"Error dequeueing execution: {reason}");
            return;
        }

        SetStatus(execution, ExecutionStatus.Pending);
        Dispatch(execution);
    }

    private string? Unavailable(JObject execution)
    {
        if (_systemWork.ContainsKey(execution.Id()) || execution.Text("deployment_id") is not { } deploymentId)
        {
            return null;
        }

        var tenant = execution.Tenant();
        var workflowId = execution.Text("workflow_id")!;
        return Store.FindDeployment(tenant, deploymentId) is not { } deployment ? $"Deployment {deploymentId} does not exist"
            : WorkflowDeclaration.Find(deployment, workflowId) is not { } workflow
                ? $"Workflow {workflowId} does not exist in the deployment {deploymentId}"
            : WorkflowAvailability.IsAvailable(
                workflow, Store.NodesOf(tenant, deploymentId), Store.NodeInstancesOf(tenant, deploymentId))
                ? null
            : $"Workflow not available: {workflowId}";
    }
}
