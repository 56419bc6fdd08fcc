using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Runs an execution from its dispatch to its end.</summary>
internal sealed class ExecutionRunner(WorkflowServices services)
{
    private readonly Dictionary<string, ExecutionState> _states = new(StringComparer.Ordinal);

    /// <summary>Called when an execution has ended.</summary>
    public Action Ended { get; init; } = () => { };

    private Scheduler Scheduler => services.Scheduler;

    public ExecutionState? FindState(string executionId) =>
        _states.TryGetValue(executionId, out var state) ? state : null;

    /// <summary>Returns the state of an execution, which is created on first use.</summary>
    public ExecutionState State(string executionId)
    {
        if (!_states.TryGetValue(executionId, out var state))
        {
            _states[executionId] = state = new ExecutionState();
        }

        return state;
    }

    public void Forget(string executionId)
    {
        if (FindState(executionId) is { } state)
        {
            state.Run?.Stop();
            state.Start++;
            _states.Remove(executionId);
        }
    }

    /// <summary>Forgets all executions except one.</summary>
    public void ForgetAllBut(string? executionId)
    {
        foreach (var id in _states.Keys.Where(id => id != executionId).ToList())
        {
            Forget(id);
        }
    }

    /// <summary>Sets the status and the attributes of executions and deployments that depend on it.</summary>
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
            Ended();
        }
    }

    public void Show(JObject execution)
    {
        execution["status_display"] = ExecutionStatus.Display(execution.Text("status")!);
        services.Statuses.Show(execution);
    }

    /// <summary>Starts a pending execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="force">Whether a resumed execution runs its running tasks again.</param>
    public void Dispatch(JObject execution, bool force = false)
    {
        var state = State(execution.Id());
        var start = ++state.Start;
        state.IsFinishing = false;
        Scheduler.After(WorkflowTimes.Dispatch, () =>
        {
            if (start == state.Start)
            {
                Begin(execution, force, start);
            }
        });
    }

    /// <summary>Stops the workflow of an execution, whose status stays. It can be resumed.</summary>
    public void Stop(JObject execution) => FindState(execution.Id())?.Run?.Stop();

    /// <summary>Stops the workflow of an execution that is being cancelled.</summary>
    public void EndCancelled(JObject execution)
    {
        Stop(execution);
        Finish(execution, "workflow_cancelled", "cancelled", ExecutionStatus.Cancelled, "");
    }

    public void Kill(JObject execution)
    {
        if (FindState(execution.Id())?.Run is { } run)
        {
            run.Stop();
            run.HasLostToken = true;
        }

        End(execution, ExecutionStatus.Cancelled);
    }

    public void End(JObject execution, string status, string error = "")
    {
        var current = execution.Text("status");
        if (!ExecutionStatus.IsEnd(current) && services.Store.Executions.Contains(execution))
        {
            SetStatus(execution, ExecutionStatus.IsCancelling(current) ? ExecutionStatus.Cancelled : status, error);
        }
    }

    private static string DryRun(JObject execution) => execution.Flag("is_dry_run") ? " (dry run)" : "";

    private void Begin(JObject execution, bool force, int start)
    {
        var status = execution.Text("status");
        if (status is ExecutionStatus.Cancelling or ExecutionStatus.ForceCancelling)
        {
            EndCancelled(execution);
        }

        if (status != ExecutionStatus.Pending)
        {
            return;
        }

        SetStatus(execution, ExecutionStatus.Started, "");
        var word = execution.Flag("resume") ? "Resuming" : "Starting";
        services.Events.Report(
            execution, "workflow_started",
            $"{word} '{execution.Text("workflow_id")}' workflow execution{DryRun(execution)}");
        Scheduler.After(WorkflowTimes.Margin, () => RunWork(execution, force, start));
    }

    private void RunWork(JObject execution, bool force, int start)
    {
        var status = execution.Text("status");
        var state = State(execution.Id());
        if (start != state.Start || status == ExecutionStatus.KillCancelling || ExecutionStatus.IsEnd(status))
        {
            return;
        }

        if (state.SystemWork is { } work)
        {
            var steps = SystemWorkflow.Run(execution, work, services.Events, services.Store);
            Advance(execution, steps.GetEnumerator(), start);
            return;
        }

        var deploymentId = execution.Text("deployment_id");
        if (services.Store.FindDeployment(execution.Tenant(), deploymentId ?? "") is not { } deployment)
        {
            Finish(execution, new WorkflowFailedException($"Deployment {deploymentId} does not exist"));
            return;
        }

        state.Run ??= new WorkflowRun(services, execution, deployment, failure => Finish(execution, failure));
        state.Run.WaitAfterFail = state.WaitAfterFail ?? state.Run.WaitAfterFail;
        state.Run.Begin(force);
    }

    private void Advance(JObject execution, IEnumerator<TimeSpan> steps, int start)
    {
        try
        {
            var isReplaced = FindState(execution.Id()) is { } state && state.Start != start;
            if (isReplaced || ExecutionStatus.IsEnd(execution.Text("status")))
            {
                return;
            }

            if (steps.MoveNext())
            {
                Scheduler.After(steps.Current, () => Advance(execution, steps, start));
                return;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Any error of a system workflow fails its execution.
            Finish(execution, exception);
            return;
        }

        State(execution.Id()).SystemWork = null;
        if (services.Store.Executions.Contains(execution))
        {
            Finish(execution, failure: null);
        }
        else
        {
            // The workflow has deleted its deployment, and its own execution with it.
            Forget(execution.Id());
            Ended();
        }
    }

    /// <summary>Ends a workflow that has succeeded (null) or failed.</summary>
    private void Finish(JObject execution, Exception? failure)
    {
        if (ExecutionStatus.IsCancelling(execution.Text("status")))
        {
            EndCancelled(execution);
        }
        else if (failure is null)
        {
            Finish(execution, "workflow_succeeded", "succeeded" + DryRun(execution), ExecutionStatus.Terminated, "");
        }
        else
        {
            Finish(
                execution, "workflow_failed", $"failed: {failure.Message}", ExecutionStatus.Failed,
                (failure as WorkflowFailedException)?.ExecutionError ?? failure.Message);
        }
    }

    private void Finish(JObject execution, string eventType, string message, string status, string error)
    {
        // A workflow can end while it is being cancelled. Only the first end is reported.
        var state = State(execution.Id());
        if (state.IsFinishing)
        {
            return;
        }

        state.IsFinishing = true;
        var start = state.Start;
        services.Events.Report(
            execution, eventType, $"'{execution.Text("workflow_id")}' workflow execution {message}");
        Scheduler.After(WorkflowTimes.Margin, () =>
        {
            if (start == state.Start)
            {
                state.IsFinishing = false;
                End(execution, status, error);
            }
        });
    }
}
