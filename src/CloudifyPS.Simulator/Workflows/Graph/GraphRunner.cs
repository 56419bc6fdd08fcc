namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>
/// Runs the tasks of a graph that have not ended, each as soon as its dependencies have ended. If a task fails, the
/// tasks that depend on it do not run. The other tasks still run.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="ended">Called once, when no task can run any more.</param>
internal sealed class GraphRunner(TaskGraph graph, Action ended)
{
    private readonly Dictionary<GraphTask, TaskLinks> _remaining = [];
    private readonly Queue<GraphTask> _ready = [];

    /// <summary>The running tasks; a subgraph only until its tasks can run.</summary>
    private readonly HashSet<GraphTask> _running = [];
    private bool _isStopped;

    private ITaskContext Context => graph.Context;

    public void Start()
    {
        graph.Errors.Clear();
        foreach (var task in graph.Tasks)
        {
            if (task.State is TaskState.Pending or TaskState.Sending or TaskState.Started)
            {
                _remaining.Add(task, new TaskLinks());
            }
        }

        foreach (var task in graph.Tasks)
        {
            if (!_remaining.TryGetValue(task, out var links))
            {
                continue;
            }

            foreach (var dependency in task.Dependencies.Select(LatestAttempt))
            {
                if (_remaining.TryGetValue(dependency, out var blocker) && links.Blockers.Add(dependency))
                {
                    blocker.Waiting.Add(task);
                }
            }

            if (links.Blockers.Count == 0)
            {
                _ready.Enqueue(task);
            }
        }

        RunReady();
    }

    /// <summary>Ends the run; pending actions of tasks are ignored, and <c>ended</c> is not called.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Calls an action later, unless the run or the task has ended by then.</summary>
    public void After(TimeSpan time, GraphTask task, Action action) => At(Context.Due(time), task, action);

    public void At(DateTimeOffset due, GraphTask task, Action action) => Context.At(due, () =>
    {
        // A running operation cannot be stopped: its events are reported even after the failure of its subgraph.
        if (!_isStopped && (_remaining.ContainsKey(task) || task is OperationTask))
        {
            action();
        }
    });

    /// <summary>Starts the tasks of a subgraph.</summary>
    public void Open(SubgraphTask subgraph)
    {
        _running.Remove(subgraph);
        foreach (var task in subgraph.Tasks)
        {
            Unblock(task, subgraph);
        }

        EndIfDone(subgraph);
        RunReady();
    }

    public void Succeed(GraphTask task)
    {
        task.State = TaskState.Succeeded;
        Context.CountOperations(0, 1);
        task.OnSuccess?.Invoke();
        Release(task);
        RunReady();
    }

    /// <summary>Ends a task as failed; it is not retried.</summary>
    public void Fail(GraphTask task)
    {
        FailTask(task);
        RunReady();
    }

    /// <summary>Replaces a failed attempt by the next one.</summary>
    public void Retry(OperationTask task, OperationTask next)
    {
        graph.Add(next);
        next.Parent = task.Parent;
        task.Parent?.Tasks.Add(next);
        Context.CountOperations(1, 1);
        _running.Remove(task);
        if (!_remaining.TryGetValue(task, out var links))
        {
            return;
        }

        _remaining.Remove(task);
        _remaining.Add(next, links);
        _running.Add(next);
        foreach (var waiting in links.Waiting)
        {
            if (_remaining.TryGetValue(waiting, out var other) && other.Blockers.Remove(task))
            {
                other.Blockers.Add(next);
            }
        }
    }

    private static GraphTask LatestAttempt(GraphTask task)
    {
        while (task is OperationTask { NextAttempt: { } next })
        {
            task = next;
        }

        return task;
    }

    private void FailTask(GraphTask task)
    {
        task.State = TaskState.Failed;
        Context.CountOperations(0, 1);
        if (task.OnFailure?.Invoke() == true)
        {
            Release(task);
        }
        else
        {
            PropagateFailure(task);
        }
    }

    /// <summary>Unblocks the tasks that wait for an ended one, and ends its subgraph after the last task.</summary>
    private void Release(GraphTask task)
    {
        _running.Remove(task);
        if (_remaining.TryGetValue(task, out var links))
        {
            _remaining.Remove(task);
            foreach (var waiting in links.Waiting)
            {
                Unblock(waiting, task);
            }
        }

        if (task.Parent is { } parent)
        {
            EndIfDone(parent);
        }
    }

    /// <summary>Fails the subgraph of a failed task, or the workflow when the task is in no subgraph.</summary>
    private void PropagateFailure(GraphTask task)
    {
        _running.Remove(task);
        if (!_remaining.TryGetValue(task, out var links))
        {
            return;
        }

        _remaining.Remove(task);
        var cause = (task as SubgraphTask)?.FailedTask ?? task;
        if (task.Parent is { } parent)
        {
            parent.FailedTask ??= cause;
            Drop(parent);
            Context.TaskEvent("task_failed", $"Subgraph failed '{parent.Name}'", parent.Origin);
            FailTask(parent);
            return;
        }

        graph.Errors.Add(cause);
        if (graph.Errors.Count == 1)
        {
            Context.At(Context.Due(Context.WaitAfterFail), End);
        }

        foreach (var waiting in links.Waiting)
        {
            if (_remaining.TryGetValue(waiting, out var other))
            {
                other.IsUnreachable = true;
            }
        }
    }

    private void Drop(SubgraphTask subgraph)
    {
        foreach (var task in subgraph.Tasks)
        {
            _running.Remove(task);
            if (_remaining.Remove(task) && task is SubgraphTask inner)
            {
                Drop(inner);
            }
        }
    }

    private void EndIfDone(SubgraphTask subgraph)
    {
        if (subgraph.State == TaskState.Started && _remaining.ContainsKey(subgraph)
            && !subgraph.Tasks.Any(_remaining.ContainsKey))
        {
            subgraph.State = TaskState.Succeeded;
            Context.TaskEvent("task_succeeded", $"Subgraph succeeded '{subgraph.Name}'", subgraph.Origin);
            Context.CountOperations(0, 1);
            subgraph.OnSuccess?.Invoke();
            Release(subgraph);
        }
    }

    private void Unblock(GraphTask task, GraphTask blocker)
    {
        if (_remaining.TryGetValue(task, out var links) && links.Blockers.Remove(blocker)
            && links.Blockers.Count == 0)
        {
            _ready.Enqueue(task);
        }
    }

    private void RunReady()
    {
        while (_ready.Count > 0)
        {
            var task = _ready.Dequeue();
            if (!_remaining.TryGetValue(task, out var links) || links.IsUnreachable)
            {
                continue;
            }

            _running.Add(task);
            if (task.State == TaskState.Pending)
            {
                task.Run(this);
            }
            else
            {
                task.Continue(this);
            }
        }

        if (_remaining.Count == 0 || (graph.Errors.Count > 0 && _running.Count == 0))
        {
            End();
        }
    }

    private void End()
    {
        if (!_isStopped)
        {
            Stop();
            ended();
        }
    }
}
