using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>A task of a workflow.</summary>
internal abstract class GraphTask(TaskGraph graph)
{
    public TaskGraph Graph { get; } = graph;

    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The name in the error of an execution.</summary>
    public virtual string Description => Name;

    /// <summary>The type in the API.</summary>
    public virtual string Kind => Name;

    /// <summary>The info in the API.</summary>
    public virtual JToken Info => Name;

    /// <summary>The task_kwargs in the API.</summary>
    public virtual JObject Arguments => [];

    public virtual EventOrigin Origin => EventOrigin.Workflow;

    public TaskState State { get; set; }

    /// <summary>The subgraph that contains the task.</summary>
    public SubgraphTask? Parent { get; set; }

    /// <summary>The tasks that must end before this one runs; the containing subgraph must only start.</summary>
    public HashSet<GraphTask> Dependencies { get; } = [];

    /// <summary>Called when the task has failed. Returns true to treat the failure as a success.</summary>
    public Func<bool>? OnFailure { get; set; }

    public Action? OnSuccess { get; set; }

    protected ITaskContext Context => Graph.Context;

    /// <summary>Starts the task. The task reports its end to the runner.</summary>
    public abstract void Run(GraphRunner runner);

    /// <summary>Continues a task that was running when its workflow was cancelled.</summary>
    public virtual void Continue(GraphRunner runner) => Run(runner);
}
