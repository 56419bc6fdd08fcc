using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Builtin;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>One execution of a workflow of a deployment, from its start to its end, and again when it is resumed.</summary>
internal sealed class WorkflowRun(WorkflowEngine engine, JObject execution, JObject deployment)
{
    private readonly Dictionary<string, TaskGraph> _graphs = new(StringComparer.Ordinal);
    private IEnumerator<TaskGraph>? _steps;
    private TaskGraph? _current;

    public JObject Execution { get; } = execution;

    /// <summary>What the workflow has planned so far, by name.</summary>
    public IReadOnlyDictionary<string, TaskGraph> Graphs => _graphs;

    public JObject Parameters => Execution.Map("parameters");

    public IWorkflowStore Store => engine.Store;

    /// <summary>Read again by <see cref="Refresh"/>.</summary>
    public DeploymentModel Deployment { get; private set; } = new(engine.Store, deployment);

    public bool IsDryRun => Execution.Flag("is_dry_run");

    public bool IsResumed => Execution.Flag("resume");

    /// <summary>The process was killed, and with it what its operations need to report back.</summary>
    public bool HasLostToken { get; set; }

    public DateTimeOffset Now => engine.Scheduler.Now;

    /// <summary>How long the rest of the workflow goes on after a failure.</summary>
    public TimeSpan WaitAfterFail { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan OperationTime => engine.Options.OperationTime;

    public TimeSpan Scaled(TimeSpan time) => engine.Scheduler.Scaled(time);

    public void At(DateTimeOffset due, Action action) => engine.Scheduler.At(due, action);

    /// <summary>Runs the workflow; with a run that was stopped before, it goes on where it was.</summary>
    public void Begin(bool force)
    {
        foreach (var graph in _graphs.Values)
        {
            graph.PrepareResume(force);
        }

        HasLostToken = false;
        Refresh();
        _steps = BuiltinWorkflows.Run(this, WorkflowDeclaration.Find(deployment, Execution.Text("workflow_id")!))
            .GetEnumerator();
        Advance();
    }

    /// <summary>Nothing of it happens any more.</summary>
    public void Stop()
    {
        _current?.Stop();
        _current = null;
        _steps = null;
    }

    public void Refresh() => Deployment = new DeploymentModel(engine.Store, deployment);

    /// <summary>The graph of that name, as it was left when the execution is resumed.</summary>
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
            Execution["total_operations"] = Execution.Number("total_operations") + total;
            Execution["finished_operations"] = Execution.Number("finished_operations") + finished;
            engine.Statuses.ShowProgress(Execution);
        }
    }

    public void TaskEvent(GraphTask task, string eventType, string message, OperationFailure? failure = null)
    {
        if (IsDryRun)
        {
            engine.Events.Report(Execution, eventType, message + " (dry run)");
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
        var origin = task is OperationTask operation ? EventOrigin.Of(operation) : EventOrigin.Workflow;
        engine.Events.Add(Execution, eventType, message, origin, causes);
    }

    /// <summary>The event of an operation that is not run.</summary>
    public void DryRunEvent(OperationTask task, string message) =>
        engine.Events.Report(Execution, "task_succeeded", message + " (dry run)", new EventOrigin(task.Instance));

    public void NodeEvent(NodeInstance instance, string message)
    {
        const string Type = "workflow_node_event";
        if (IsDryRun)
        {
            engine.Events.Report(Execution, Type, message, new EventOrigin(instance));
        }
        else
        {
            engine.Events.Add(Execution, Type, message, new EventOrigin(instance));
        }
    }

    public void OperationLog(OperationTask task, OperationLog log) =>
        engine.Events.Log(Execution, log.Level, log.Message, $"ctx.{task.Id}", EventOrigin.Of(task));

    public void Log(string level, string message) => engine.Events.Log(Execution, level, message);

    public OperationOutcome Simulate(OperationTask task) => engine.Simulation.Run(task, Deployment);

    public void SetState(NodeInstance instance, string state)
    {
        if (IsDryRun)
        {
            return;
        }

        var isChanged = InstanceWriter.SetState(instance, state, Now);
        if (state is "created" or "configured" or "started")
        {
            InstanceWriter.SetRuntimeProperties(SimulatedAttributes.Missing(Deployment, instance));
        }

        if (isChanged)
        {
            CountInstances();
        }
    }

    public void CountInstances() => DeploymentStatuses.CountInstances(Deployment);

    /// <summary>Stores what a check_status or check_drift operation said.</summary>
    public void SetSystemProperty(NodeInstance instance, Action<JObject> change)
    {
        if (InstanceWriter.SetSystemProperties(instance, change))
        {
            CountInstances();
        }
    }

    /// <summary>How often a failed operation is tried again; -1 means for ever.</summary>
    public int MaxRetries(JObject operation)
    {
        const int Default = 60;
        return operation["max_retries"] is JValue { Type: JTokenType.Integer } value ? (int)value
            : Execution.Text("workflow_id") == "check_status" ? 0
            : Default;
    }

    public static TimeSpan RetryInterval(JObject operation)
    {
        const double Default = 15;
        return TimeSpan.FromSeconds(
            operation["retry_interval"] is JValue { Type: JTokenType.Integer or JTokenType.Float } value
                ? (double)value
                : Default);
    }

    private void Advance()
    {
        try
        {
            if (_steps!.MoveNext())
            {
                _current = _steps.Current;
                _current.Execute(Advance);
            }
            else
            {
                Stop();
                engine.Succeed(Execution);
            }
        }
        catch (WorkflowFailedException failure)
        {
            Stop();
            engine.Fail(Execution, failure.Message);
        }
    }
}
