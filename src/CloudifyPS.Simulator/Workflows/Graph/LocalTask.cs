using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>The code of a workflow that a plugin or a script implements. It reports only log lines.</summary>
/// <param name="graph">The graph.</param>
/// <param name="name">The implementation.</param>
/// <param name="duration">The time at speed 1.</param>
/// <param name="script">The effects of a script.</param>
internal sealed class LocalTask(TaskGraph graph, string name, TimeSpan duration, ScriptEffects script)
    : GraphTask(graph)
{
    public override string Name { get; } = name;

    public override string Kind => "LocalWorkflowTask";

    public override JObject Arguments => new() { ["name"] = Name };

    /// <exception cref="WorkflowFailedException">The script has raised an exception.</exception>
    public void ThrowIfFailed()
    {
        if (script.Failure is { } failure)
        {
            throw new WorkflowFailedException(failure.Message) { Traceback = failure.Traceback };
        }
    }

    public override void Run(GraphRunner runner)
    {
        foreach (var log in script.Logs)
        {
            runner.After(log.Time, this, () => Context.Log(log.Level, log.Message));
        }

        runner.After(duration + script.Slept, this, () => runner.Succeed(this));
    }
}
