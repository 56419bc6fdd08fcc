using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>
/// The tasks of a workflow and their dependencies. The graph keeps the states of its tasks, so that a later
/// <see cref="GraphRunner"/> can resume it.
/// </summary>
internal sealed class TaskGraph(ITaskContext context)
{
    private readonly List<GraphTask> _tasks = [];

    public string Id { get; } = Guid.NewGuid().ToString();

    public DateTimeOffset CreatedAt { get; } = context.Now;

    public ITaskContext Context { get; } = context;

    public IReadOnlyList<GraphTask> Tasks => _tasks;

    /// <summary>The tasks whose failures make the workflow fail.</summary>
    public List<GraphTask> Errors { get; } = [];

    public SubgraphTask Subgraph(string name)
    {
        var subgraph = new SubgraphTask(this, name);
        Add(subgraph);
        return subgraph;
    }

    public GraphTask Event(NodeInstance instance, string message) => new NodeEventTask(this, instance, message);

    public GraphTask State(NodeInstance instance, string state) => new NodeStateTask(this, instance, state);

    /// <summary>Returns null when the operation has no implementation.</summary>
    public OperationTask? Operation(
        NodeInstance instance, string name, JObject? kwargs = null, bool overriding = false) =>
        OperationTask.Create(this, instance, instance.Node.Map("operations"), name, null, kwargs, overriding);

    /// <summary>Returns the implemented operations of both ends of a relationship.</summary>
    public IEnumerable<OperationTask> Operations(Relationship relationship, string name) =>
        new[]
        {
            OperationTask.Create(
                this, relationship.Source, relationship.SourceOperations, name, relationship, null, false),
            OperationTask.Create(
                this, relationship.Target, relationship.TargetOperations, name, relationship, null, false),
        }.OfType<OperationTask>();

    public void Add(GraphTask task) => _tasks.Add(task);

    /// <summary>
    /// Completes the graph: removes empty subgraphs, replaces dependencies on them by their own dependencies, and
    /// counts the remaining tasks.
    /// </summary>
    public void Seal()
    {
        var empty = new HashSet<GraphTask>(_tasks.OfType<SubgraphTask>().Where(subgraph => subgraph.IsEmpty));
        if (empty.Count > 0)
        {
            _tasks.RemoveAll(empty.Contains);
            foreach (var task in empty)
            {
                task.Parent?.Tasks.Remove(task);
            }

            foreach (var task in _tasks)
            {
                ReplaceDependencies(task, empty);
            }
        }

        Context.CountOperations(_tasks.Count, 0);
    }

    /// <summary>
    /// Resets tasks that must run again: failed ones and, with <paramref name="force"/>, those that were running.
    /// </summary>
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

            for (var parent = task.Parent;
                task.State == TaskState.Pending && parent is not null;
                parent = parent.Parent)
            {
                parent.State = TaskState.Pending;
            }

            (task as OperationTask)?.PrepareResume(force);
            if (task is SubgraphTask subgraph)
            {
                subgraph.FailedTask = null;
            }
        }
    }

    /// <exception cref="WorkflowFailedException">Tasks have failed.</exception>
    public void ThrowIfFailed()
    {
        if (Errors.Count == 0)
        {
            return;
        }

        var lines = Errors.Select(task => $"{task.Description}: {(task as OperationTask)?.ShortCause}").ToList();
        var message = lines.Count == 1
            ? $"Task failed: {lines[0]}"
            : $"{lines.Count} operation errors:\n{string.Join("\n", lines)}";
        throw new WorkflowFailedException((Errors[0] as OperationTask)?.Traceback is { } traceback
            ? $"{message}\nTraceback of {Errors[0].Description} (most recent call last):\n{traceback}"
            : message);
    }

    private static void ReplaceDependencies(GraphTask task, HashSet<GraphTask> removed)
    {
        if (!task.Dependencies.Overlaps(removed))
        {
            return;
        }

        HashSet<GraphTask> seen = [];
        Stack<GraphTask> next = new(task.Dependencies);
        task.Dependencies.Clear();
        while (next.Count > 0)
        {
            var dependency = next.Pop();
            if (!seen.Add(dependency))
            {
                continue;
            }

            if (!removed.Contains(dependency))
            {
                task.Dependencies.Add(dependency);
                continue;
            }

            foreach (var behind in dependency.Dependencies)
            {
                next.Push(behind);
            }
        }

        task.Dependencies.Remove(task);
    }
}
