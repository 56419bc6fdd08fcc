using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Runs an operation of a node instance, or of one end of a relationship.</summary>
internal sealed class OperationTask : GraphTask
{
    /// <summary>
    /// The retries that follow each other in simulated time alone. Each further one waits for a request, so that an
    /// operation that is retried without end cannot keep the manager busy.
    /// </summary>
    private const int FreeRetries = 100;

    private readonly JObject _kwargs;
    private OperationOutcome? _outcome;
    private DateTimeOffset _ends;
    private int _retry;

    private OperationTask(
        TaskGraph graph, NodeInstance instance, string operation, Relationship? relationship, JObject declaration,
        JObject kwargs)
        : base(graph)
    {
        Instance = instance;
        Operation = operation;
        Relationship = relationship;
        Declaration = declaration;
        _kwargs = kwargs;
        Origin = new EventOrigin(instance, operation, relationship?.Source.Id, relationship?.Target.Id);
    }

    /// <summary>The node instance that runs the operation.</summary>
    public NodeInstance Instance { get; }

    /// <summary>The name with its interface, for example cloudify.interfaces.lifecycle.create.</summary>
    public string Operation { get; }

    /// <summary>The implementation, for example script_runner.tasks.run.</summary>
    public override string Name => Declaration.Text("operation")!;

    public override string Kind => "RemoteWorkflowTask";

    public override JToken Info => JValue.CreateNull();

    /// <summary>The inputs of the operation; the context that an agent gets with them is not part of them.</summary>
    public override JObject Arguments => new() { ["kwargs"] = Inputs() };

    /// <summary>The operation as the plan of the node declares it.</summary>
    public JObject Declaration { get; }

    public Relationship? Relationship { get; }

    /// <summary>The number of attempts before this one.</summary>
    public int Retries => _retry;

    /// <summary>The number of retries that the operation may have; negative when it is unlimited.</summary>
    public int MaxRetries => Declaration["max_retries"] is JValue { Type: JTokenType.Integer } value
        ? value.ToInt()
        : Context.DefaultRetries;

    /// <summary>The seconds between two attempts.</summary>
    public JToken RetryInterval =>
        Declaration["retry_interval"] is JValue { Type: JTokenType.Integer or JTokenType.Float } value ? value : 15;

    /// <summary>The attempt that this one repeats.</summary>
    public OperationTask? PreviousAttempt { get; private init; }

    public override string Description => $"{Name} ({Instance.Id}:{Operation})";

    public override EventOrigin Origin { get; }

    /// <summary>The retry of this attempt.</summary>
    public OperationTask? NextAttempt { get; private set; }

    /// <summary>The failure as the error of an execution shows it; empty when its type is unknown.</summary>
    public string ShortCause =>
        _outcome?.Failure is { Type: { } type } failure ? $"{type} `{failure.Message}`" : "";

    public string? FailureMessage => _outcome?.Failure?.Message;

    /// <summary>The traceback without its first line; null when it is unknown.</summary>
    public string? Traceback => _outcome?.Failure?.Traceback is { } traceback
        ? string.Join("\n", traceback.TrimEnd().Split('\n').Skip(1))
        : null;

    /// <summary>Returns null when the operation has no implementation.</summary>
    public static OperationTask? Create(
        TaskGraph graph, NodeInstance instance, JObject operations, string operation, Relationship? relationship,
        JObject? kwargs, bool overriding)
    {
        if (!NodeInstance.IsImplemented(operations[operation]))
        {
            return null;
        }

        var declaration = operations.Map(operation);
        var inputs = declaration.Map("inputs");
        if (!overriding && kwargs?.Properties().FirstOrDefault(p => inputs.ContainsKey(p.Name)) is { } twice)
        {
            throw new WorkflowFailedException(
                $"Duplicate definition of {twice.Name} in operation properties and in kwargs. To allow redefinition, "
                + "pass \"allow_kwargs_override\" to \"execute_operation\"");
        }

        return new OperationTask(graph, instance, operation, relationship, declaration, kwargs ?? []);
    }

    /// <summary>
    /// Resets the retries of an attempt that runs again. Without force, a running attempt of a killed workflow fails.
    /// </summary>
    public void PrepareResume(bool force)
    {
        if (State == TaskState.Pending)
        {
            _retry = 0;
            _outcome = null;
        }
        else if (!force && Context.HasLostToken && State is TaskState.Sending or TaskState.Started)
        {
            _outcome = OperationOutcome.LostToken;
        }
    }

    public override void Run(GraphRunner runner)
    {
        if (Context.IsDryRun)
        {
            Context.TaskEvent("task_succeeded", $"Task succeeded '{Name}'", new EventOrigin(Instance));
            runner.Succeed(this);
            return;
        }

        State = TaskState.Sending;
        ReportEvent("sending_task", $"Sending task '{Name}'");
        var outcome = Context.Simulate(new OperationCall(
            Context.ExecutionId, Context.WorkflowId, Instance, Relationship, Operation, Name, Inputs()));
        _outcome = outcome;
        _ends = Context.Due(outcome.Duration);
        runner.After(outcome.SendingTime, this, () =>
        {
            State = TaskState.Started;
            ReportEvent("task_started", $"Task started '{Name}'");
        });
        foreach (var log in outcome.Logs)
        {
            runner.After(log.Time, this, () => Context.Log(Id, log, Origin));
        }

        runner.At(_ends, this, () => End(runner));
    }

    /// <summary>Waits for an operation that has continued while its workflow was cancelled.</summary>
    public override void Continue(GraphRunner runner)
    {
        if (_outcome == OperationOutcome.LostToken)
        {
            _ends = Context.Due(WorkflowTimes.Margin);
        }

        State = TaskState.Started;
        runner.At(_ends, this, () => End(runner));
    }

    private JObject Inputs()
    {
        var inputs = (JObject)Declaration.Map("inputs").DeepClone();
        inputs.Merge(_kwargs, new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Replace });
        return inputs;
    }

    private void End(GraphRunner runner)
    {
        var outcome = _outcome!;
        InstanceWriter.SetRuntimeProperties(outcome.RuntimeProperties);
        if (outcome.Failure is not { } failure)
        {
            State = TaskState.Succeeded;
            ReportEvent("task_succeeded", $"Task succeeded '{Name}'");
            runner.Succeed(this);
            return;
        }

        State = failure.IsRetryRequest ? TaskState.Rescheduled : TaskState.Failed;
        var word = failure.IsRetryRequest ? "rescheduled" : "failed";
        ReportEvent($"task_{word}", $"Task {word} '{Name}' -> {failure.Message}", failure);
        if (OnFailure is null && failure.IsRecoverable && (MaxRetries < 0 || _retry < MaxRetries))
        {
            Retry(runner);
        }
        else
        {
            runner.Fail(this);
        }
    }

    private void Retry(GraphRunner runner)
    {
        NextAttempt = new OperationTask(Graph, Instance, Operation, Relationship, Declaration, _kwargs)
        {
            _retry = _retry + 1,
            PreviousAttempt = this,
            OnSuccess = OnSuccess,
            OnFailure = OnFailure,
        };
        NextAttempt.Dependencies.UnionWith(Dependencies);
        runner.Retry(this, NextAttempt);
        var seconds = _outcome?.Failure?.RetryAfter ?? (double)RetryInterval;
        var due = Context.Due(TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)));
        if (_retry >= FreeRetries && due < Context.NextRequest)
        {
            due = Context.NextRequest;
        }

        runner.At(due, NextAttempt, () => NextAttempt.Run(runner));
    }

    private void ReportEvent(string eventType, string message, OperationFailure? failure = null)
    {
        if (_retry > 0)
        {
            message += MaxRetries < 0 ? $" [retry {_retry}]" : $" [retry {_retry}/{MaxRetries}]";
        }

        Context.TaskEvent(eventType, message, Origin, failure);
    }
}
