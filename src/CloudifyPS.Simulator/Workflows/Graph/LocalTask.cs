namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Represents the code of a workflow that a plugin implements.</summary>
internal sealed class LocalTask(TaskGraph graph, string name, TimeSpan duration) : GraphTask(graph)
{
    public override string Name { get; } = name;

    public override string Kind => "LocalTask";

    public override void Run(GraphRunner runner)
    {
        Context.TaskEvent("task_started", $"Task started '{Name}'", Origin);
        runner.After(duration, this, () =>
        {
            Context.TaskEvent("task_succeeded", $"Task succeeded '{Name}'", Origin);
            runner.Succeed(this);
        });
    }
}
