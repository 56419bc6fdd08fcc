using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Engine;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>
/// The steps of a workflow and what each waits for. It runs all that can run side by side; when a step fails, what
/// depends on it never runs, and all the rest still does. It remembers how far it came, so that it can be resumed.
/// </summary>
internal sealed class TaskGraph(WorkflowRun run)
{
    private readonly List<GraphTask> _tasks = [];
    private readonly HashSet<GraphTask> _remaining = [];
    private readonly Queue<GraphTask> _ready = [];
    private readonly List<GraphTask> _errors = [];

    /// <summary>Steps that run; of subgraphs those that begin, for afterwards their steps run for them.</summary>
    private readonly HashSet<GraphTask> _running = [];
    private Action? _ended;
    private int _round;

    public string Id { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset CreatedAt { get; } = run.Now;

    public IReadOnlyList<GraphTask> Tasks => _tasks;

    public WorkflowRun Run { get; } = run;

    public bool HasFailed => _errors.Count > 0;

    public SubgraphTask Subgraph(string name)
    {
        var subgraph = new SubgraphTask(this, name);
        Add(subgraph);
        return subgraph;
    }

    public SubgraphTask? FindSubgraph(string name) =>
        _tasks.OfType<SubgraphTask>().FirstOrDefault(subgraph => subgraph.Name == name);

    public GraphTask Event(NodeInstance instance, string message) => new NodeEventTask(this, instance, message);

    public GraphTask State(NodeInstance instance, string state) => new NodeStateTask(this, instance, state);

    public OperationTask? Operation(
        NodeInstance instance, string name, Newtonsoft.Json.Linq.JObject? kwargs = null, bool overriding = false) =>
        OperationTask.Create(this, instance, instance.Node.Map("operations"), name, null, kwargs, overriding);

    /// <summary>The operations of both ends of a relationship, as far as there are any.</summary>
    public IEnumerable<OperationTask> Operations(Relationship relationship, string name) =>
        new[]
        {
            OperationTask.Create(
                this, relationship.Source, relationship.SourceOperations, name, relationship, null, false),
            OperationTask.Create(
                this, relationship.Target, relationship.TargetOperations, name, relationship, null, false),
        }.OfType<OperationTask>();

    public void Add(GraphTask task) => _tasks.Add(task);

    /// <summary>Drops subgraphs in which there is nothing to do, keeps the order that they stood for, counts the rest.</summary>
    public void Seal()
    {
        foreach (var empty in _tasks.OfType<SubgraphTask>().Where(subgraph => subgraph.IsEmpty).ToList())
        {
            _tasks.Remove(empty);
            empty.Parent?.Tasks.Remove(empty);
            foreach (var dependent in _tasks.Where(task => task.Dependencies.Remove(empty)))
            {
                dependent.Dependencies.UnionWith(empty.Dependencies.Where(task => task != dependent));
            }
        }

        Run.CountOperations(_tasks.Count, 0);
    }

    /// <summary>Makes ready what has not been done: what failed, and, with force, what had been begun.</summary>
    public void PrepareResume(bool force)
    {
        foreach (var task in _tasks)
        {
            var isStale = task.State == TaskState.Failed
                || (force && task.State is TaskState.Sending or TaskState.Started)
                || task is SubgraphTask { State: TaskState.Started };
            if (isStale && task is not OperationTask { NextAttempt: not null })
            {
                task.State = TaskState.Pending;
            }

            for (var parent = task.Parent; task.State == TaskState.Pending && parent is not null; parent = parent.Parent)
            {
                parent.State = TaskState.Pending;
            }

            task.IsBlockedForGood = false;
            (task as OperationTask)?.ResetRetries(force);
            if (task is SubgraphTask subgraph)
            {
                subgraph.FailedTask = null;
            }
        }
    }

    /// <summary>Runs what has not been done yet; <paramref name="ended"/> is called when nothing can go on.</summary>
    public void Execute(Action ended)
    {
        _ended = ended;
        _round++;
        _errors.Clear();
        _running.Clear();
        _ready.Clear();
        _remaining.Clear();
        _remaining.UnionWith(_tasks.Where(task =>
            task.State is TaskState.Pending or TaskState.Sending or TaskState.Started));
        foreach (var task in _remaining)
        {
            task.Blockers.Clear();
            task.Waiting.Clear();
        }

        foreach (var task in _tasks.Where(_remaining.Contains))
        {
            foreach (var dependency in task.Dependencies.Select(Current).Where(_remaining.Contains))
            {
                task.Blockers.Add(dependency);
                dependency.Waiting.Add(task);
            }

            if (task.Blockers.Count == 0)
            {
                _ready.Enqueue(task);
            }
        }

        RunReady();
    }

    /// <summary>Calls an action later, unless the workflow has been stopped meanwhile or nobody needs the step.</summary>
    public void After(TimeSpan time, GraphTask task, Action action) => At(Run.Now + Run.Scaled(time), task, action);

    public void At(DateTimeOffset due, GraphTask task, Action action)
    {
        var round = _round;
        Run.At(due, () =>
        {
            // An operation is told of to its end, even when its subgraph has failed meanwhile.
            if (round == _round && (_remaining.Contains(task) || task is OperationTask))
            {
                action();
            }
        });
    }

    /// <summary>Nothing in it happens any more.</summary>
    public void Stop()
    {
        _round++;
        _ended = null;
    }

    public void Begin(SubgraphTask subgraph)
    {
        subgraph.State = TaskState.Started;
        Run.TaskEvent(subgraph, "task_started", $"Subgraph started '{subgraph.Name}'");
        After(WorkflowTimes.Step, subgraph, () =>
        {
            _running.Remove(subgraph);
            foreach (var task in subgraph.Tasks)
            {
                Unblock(task, subgraph);
            }

            EndIfDone(subgraph);
            RunReady();
        });
    }

    public void Succeed(GraphTask task)
    {
        task.State = TaskState.Succeeded;
        Run.CountOperations(0, 1);
        task.OnSuccess?.Invoke();
        Release(task);
        RunReady();
    }

    /// <summary>The step has failed and is not tried again.</summary>
    public void Fail(GraphTask task)
    {
        task.State = TaskState.Failed;
        Run.CountOperations(0, 1);
        if (task.OnFailure?.Invoke() == true)
        {
            Release(task);
        }
        else
        {
            Give(task);
        }

        RunReady();
    }

    /// <summary>The step has failed, and another takes its place.</summary>
    public void Retry(OperationTask task, OperationTask next)
    {
        _tasks.Add(next);
        next.Parent = task.Parent;
        task.Parent?.Tasks.Add(next);
        Run.CountOperations(1, 1);
        _running.Remove(task);
        if (!_remaining.Remove(task))
        {
            return;
        }

        _remaining.Add(next);
        _running.Add(next);
        foreach (var waiting in task.Waiting)
        {
            waiting.Blockers.Remove(task);
            waiting.Blockers.Add(next);
            next.Waiting.Add(waiting);
        }
    }

    /// <summary>What the user reads when the workflow fails.</summary>
    public string DescribeErrors()
    {
        var lines = _errors.Select(task => $"{task.Description}: {(task as OperationTask)?.ShortCause}").ToList();
        var message = lines.Count == 1
            ? $"Task failed: {lines[0]}"
            : $"{lines.Count} operation errors:\n{string.Join("\n", lines)}";
        return (_errors[0] as OperationTask)?.Traceback is { } traceback
            ? $"{message}\nTraceback of {_errors[0].Description} (most recent call last):\n{traceback}"
            : message;
    }

    public void ThrowIfFailed()
    {
        if (HasFailed)
        {
            throw new WorkflowFailedException(DescribeErrors());
        }
    }

    private static GraphTask Current(GraphTask task)
    {
        while (task is OperationTask { NextAttempt: { } next })
        {
            task = next;
        }

        return task;
    }

    /// <summary>Nothing that waits for the step waits any longer.</summary>
    private void Release(GraphTask task)
    {
        _running.Remove(task);
        _remaining.Remove(task);
        foreach (var waiting in task.Waiting)
        {
            Unblock(waiting, task);
        }

        if (task.Parent is { } parent)
        {
            EndIfDone(parent);
        }
    }

    /// <summary>The failure goes up to the subgraph, and with the outermost one to the workflow.</summary>
    private void Give(GraphTask task)
    {
        _running.Remove(task);
        if (!_remaining.Remove(task))
        {
            return;
        }

        var cause = (task as SubgraphTask)?.FailedTask ?? task;
        if (task.Parent is not { } parent)
        {
            _errors.Add(cause);
            if (_errors.Count == 1)
            {
                var round = _round;
                Run.At(Run.Now + Run.Scaled(Run.WaitAfterFail), () =>
                {
                    if (round == _round)
                    {
                        End();
                    }
                });
            }

            foreach (var waiting in task.Waiting)
            {
                waiting.IsBlockedForGood = true;
            }

            return;
        }

        parent.FailedTask ??= cause;
        Drop(parent);
        Run.TaskEvent(parent, "task_failed", $"Subgraph failed '{parent.Name}'");
        Fail(parent);
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
        if (subgraph.State == TaskState.Started && _remaining.Contains(subgraph)
            && !subgraph.Tasks.Any(_remaining.Contains))
        {
            subgraph.State = TaskState.Succeeded;
            Run.TaskEvent(subgraph, "task_succeeded", $"Subgraph succeeded '{subgraph.Name}'");
            Run.CountOperations(0, 1);
            subgraph.OnSuccess?.Invoke();
            Release(subgraph);
        }
    }

    private void Unblock(GraphTask task, GraphTask blocker)
    {
        if (task.Blockers.Remove(blocker) && task.Blockers.Count == 0)
        {
            _ready.Enqueue(task);
        }
    }

    private void RunReady()
    {
        while (_ready.Count > 0)
        {
            var task = _ready.Dequeue();
            if (!_remaining.Contains(task) || task.IsBlockedForGood)
            {
                continue;
            }

            _running.Add(task);
            if (task.State == TaskState.Pending)
            {
                task.Run();
            }
            else
            {
                task.Continue();
            }
        }

        if (_remaining.Count == 0 || (HasFailed && _running.Count == 0))
        {
            End();
        }
    }

    private void End()
    {
        var ended = _ended;
        Stop();
        ended?.Invoke();
    }
}
