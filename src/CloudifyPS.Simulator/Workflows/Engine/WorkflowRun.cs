using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Builtin;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>One execution of a workflow of a deployment. A resumed execution continues with the same object.</summary>
/// <param name="services">The services of the engine.</param>
/// <param name="execution">The row of the execution.</param>
/// <param name="deployment">The row of the deployment.</param>
/// <param name="ended">Called when the workflow ends: with null after a success, otherwise with its failure.</param>
internal sealed class WorkflowRun(
    WorkflowServices services, JObject execution, JObject deployment,
    Action<Exception?> ended) : IWorkflowContext
{
    private readonly Dictionary<string, TaskGraph> _graphs = new(StringComparer.Ordinal);
    private SimulatedAttributes? _attributes;
    private IEnumerator<TaskGraph>? _steps;
    private GraphRunner? _runner;

    /// <summary>The graphs that the workflow has built so far, by name.</summary>
    public IReadOnlyDictionary<string, TaskGraph> Graphs => _graphs;

    public string ExecutionId => execution.Id();

    public string WorkflowId => execution.Text("workflow_id")!;

    public JObject Parameters => execution.Map("parameters");

    public IWorkflowStore Store => services.Store;

    public DeploymentModel Deployment { get; private set; } = new(services.Store, deployment);

    public bool IsDryRun => execution.Flag("is_dry_run");

    public bool IsResumed => execution.Flag("resume");

    public bool HasLostToken { get; set; }

    public int DefaultRetries => WorkflowId == "check_status" ? 0 : 60;

    public TimeSpan WaitAfterFail { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan OperationTime => services.Options.OperationTime;

    public DateTimeOffset Now => services.Scheduler.Now;

    public DateTimeOffset NextRequest => services.Scheduler.NextRequest;

    public DateTimeOffset Due(TimeSpan time) => Now + services.Scheduler.Scaled(time);

    public void At(DateTimeOffset due, Action action) => services.Scheduler.At(due, () => Guard(action));

    /// <summary>Runs the workflow, or continues it after <see cref="Stop"/>.</summary>
    /// <param name="force">Whether tasks that were running are run again.</param>
    public void Begin(bool force) => Guard(() =>
    {
        foreach (var graph in _graphs.Values)
        {
            graph.PrepareResume(force);
        }

        HasLostToken = false;
        Refresh();
        var implementation = WorkflowDeclaration.Find(deployment, WorkflowId)?.Text("operation") ?? "";
        _steps = BuiltinWorkflows.Find(implementation)(this).GetEnumerator();
        Advance();
    });

    /// <summary>Stops the workflow without reporting its end.</summary>
    public void Stop()
    {
        _runner?.Stop();
        _runner = null;
        _steps = null;
    }

    public void Refresh()
    {
        Deployment = new DeploymentModel(services.Store, deployment);
        _attributes = new SimulatedAttributes(Deployment);
        InstanceCounts.Count(Deployment);
    }

    public TaskGraph Graph(string name, Action<TaskGraph> build)
    {
        if (!_graphs.TryGetValue(name, out var graph))
        {
            graph = new TaskGraph(this);
            build(graph);
            graph.Seal();
            _graphs[name] = graph;
        }

        return graph;
    }

    public void CountOperations(int total, int finished)
    {
        if (!IsDryRun)
        {
            execution["total_operations"] = execution.Number("total_operations") + total;
            execution["finished_operations"] = execution.Number("finished_operations") + finished;
            services.Statuses.ShowProgress(execution);
        }
    }

    public void TaskEvent(string eventType, string message, EventOrigin origin, OperationFailure? failure = null)
    {
        if (IsDryRun)
        {
            services.Events.Report(execution, eventType, message + " (dry run)", origin);
            return;
        }

        var causes = failure is { Type: not null }
            ? new JArray(new JObject
            {
                ["message"] = failure.Message,
                ["type"] = failure.Type,
                ["traceback"] = failure.Traceback,
            })
            : null;
        services.Events.Add(execution, eventType, message, origin, causes);
    }

    public void NodeEvent(NodeInstance instance, string message)
    {
        const string Type = "workflow_node_event";
        if (IsDryRun)
        {
            services.Events.Report(execution, Type, message, new EventOrigin(instance));
        }
        else
        {
            services.Events.Add(execution, Type, message, new EventOrigin(instance));
        }
    }

    public void Log(string taskId, OperationLog log, EventOrigin origin) =>
        services.Events.Log(execution, log.Level, log.Message, $"ctx.{taskId}", origin);

    public void Log(string level, string message) => services.Events.Log(execution, level, message);

    public OperationOutcome Simulate(OperationCall call) => services.Simulation.Run(call, deployment);

    public ScriptEffects ReadScript() => services.Simulation.RunWorkflow(execution, deployment);

    public void SetState(NodeInstance instance, string state)
    {
        if (IsDryRun)
        {
            return;
        }

        InstanceCounts.Change(Deployment, instance, () => InstanceWriter.SetState(instance, state, Now));
        if (state is "created" or "configured" or "started")
        {
            InstanceWriter.SetRuntimeProperties(_attributes!.Missing(instance));
        }
    }

    public void SetSystemProperty(NodeInstance instance, Action<JObject> change) => InstanceCounts.Change(
        Deployment, instance, () => InstanceWriter.SetSystemProperties(instance, change));

    private void Advance()
    {
        if (_steps!.MoveNext())
        {
            _runner = new GraphRunner(_steps.Current, () => Guard(Advance));
            _runner.Start();
        }
        else
        {
            Stop();
            ended(null);
        }
    }

    /// <summary>Turns every error of a workflow into the failure of its execution.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Stop();
            ended(exception);
        }
    }
}
