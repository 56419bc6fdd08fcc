using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Steps that begin and fail together, for example all that installs one node instance.</summary>
internal sealed class SubgraphTask(TaskGraph graph, string name) : GraphTask(graph)
{
    private IReadOnlyList<GraphTask> _last = [];

    public override string Name { get; } = name;

    public override string Kind => "SubgraphTask";

    public override JToken Info => new JObject { ["name"] = Name };

    public List<GraphTask> Tasks { get; } = [];

    /// <summary>The step that made it fail.</summary>
    public GraphTask? FailedTask { get; set; }

    /// <summary>Whether there is nothing to do in it.</summary>
    public bool IsEmpty => Tasks.All(task => task is SubgraphTask { IsEmpty: true });

    /// <summary>Adds steps one after the other; those of one group run side by side.</summary>
    public void Add(IEnumerable<GraphTask[]> groups)
    {
        foreach (var group in groups)
        {
            foreach (var task in group)
            {
                Adopt(task);
                task.Dependencies.UnionWith(_last);
            }

            _last = group;
        }
    }

    public void Add(params GraphTask?[] tasks) =>
        Add(tasks.Where(task => task is not null).Select(task => new[] { task! }));

    /// <summary>Adds steps side by side with all others.</summary>
    public void AddChain(params GraphTask?[] tasks)
    {
        _last = [];
        Add(tasks);
    }

    public void Adopt(GraphTask task)
    {
        Graph.Add(task);
        task.Parent = this;
        task.Dependencies.Add(this);
        Tasks.Add(task);
    }

    /// <summary>Every step in it that is no subgraph, at any depth.</summary>
    public IEnumerable<GraphTask> Leaves() =>
        Tasks.SelectMany(task => task is SubgraphTask subgraph ? subgraph.Leaves() : [task]);

    public override void Run() => Graph.Begin(this);
}
