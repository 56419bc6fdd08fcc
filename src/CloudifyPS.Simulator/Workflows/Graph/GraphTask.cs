using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>One step of a workflow.</summary>
internal abstract class GraphTask(TaskGraph graph)
{
    public TaskGraph Graph { get; } = graph;

    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The name in messages.</summary>
    public abstract string Name { get; }

    /// <summary>How errors call it.</summary>
    public virtual string Description => Name;

    /// <summary>What the API calls this kind of step.</summary>
    public virtual string Kind => Name;

    /// <summary>What the API tells of the step, beyond its name.</summary>
    public virtual JToken Info => Name;

    /// <summary>What the API shows as the step's arguments.</summary>
    public virtual JObject Arguments => [];

    public TaskState State { get; set; }

    /// <summary>The subgraph that it is part of.</summary>
    public SubgraphTask? Parent { get; set; }

    /// <summary>What must have ended before it runs; of its own subgraph: what must have started.</summary>
    public HashSet<GraphTask> Dependencies { get; } = [];

    /// <summary>What of the dependencies is still awaited.</summary>
    public HashSet<GraphTask> Blockers { get; } = [];

    /// <summary>What waits for it.</summary>
    public HashSet<GraphTask> Waiting { get; } = [];

    /// <summary>Something that it depends on failed: it must never run.</summary>
    public bool IsBlockedForGood { get; set; }

    /// <summary>Called when it has failed: true when the workflow goes on as if it had not.</summary>
    public Func<bool>? OnFailure { get; set; }

    public Action? OnSuccess { get; set; }

    /// <summary>Begins the step, and sees to it that the graph hears of its end.</summary>
    public abstract void Run();

    /// <summary>Goes on with a step that had been begun when its workflow was cancelled.</summary>
    public virtual void Continue() => Run();
}
