using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Tasks that start and fail together, for example the installation of one node instance.</summary>
internal sealed class SubgraphTask(TaskGraph graph, string name) : GraphTask(graph)
{
    private IReadOnlyList<GraphTask> _last = [];

    public override string Name { get; } = name;

    public override string Kind => "SubgraphTask";

    public override JToken Info => new JObject { ["name"] = Name };

    public List<GraphTask> Tasks { get; } = [];

    /// <summary>The task that made the subgraph fail.</summary>
    public GraphTask? FailedTask { get; set; }

    /// <summary>Whether the subgraph has no task except other empty subgraphs.</summary>
    public bool IsEmpty => Tasks.All(task => task is SubgraphTask { IsEmpty: true });

    /// <summary>Appends groups of tasks that run one after the other; the tasks of a group run in parallel.</summary>
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

    /// <summary>Adds a sequence of tasks that runs in parallel to the present ones.</summary>
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

    /// <summary>Returns the tasks at any depth, without the subgraphs themselves.</summary>
    public IEnumerable<GraphTask> Leaves() =>
        Tasks.SelectMany(task => task is SubgraphTask subgraph ? subgraph.Leaves() : [task]);

    public override void Run(GraphRunner runner)
    {
        State = TaskState.Started;
        Context.TaskEvent("task_started", $"Subgraph started '{Name}'", Origin);
        runner.After(WorkflowTimes.Step, this, () => runner.Open(this));
    }
}
