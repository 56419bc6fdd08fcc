namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Stands for what a workflow of the user's own does.</summary>
internal sealed class LocalTask(TaskGraph graph, string name, TimeSpan duration) : GraphTask(graph)
{
    public override string Name { get; } = name;

    public override string Kind => "LocalTask";

    public override void Run()
    {
        Graph.Run.TaskEvent(this, "task_started", $"Task started '{Name}'");
        Graph.After(duration, this, () =>
        {
            Graph.Run.TaskEvent(this, "task_succeeded", $"Task succeeded '{Name}'");
            Graph.Succeed(this);
        });
    }
}
