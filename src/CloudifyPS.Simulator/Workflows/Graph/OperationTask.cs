using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>Runs an operation of a node instance, or of one end of a relationship.</summary>
internal sealed class OperationTask : GraphTask
{
    private readonly JObject _declaration;
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
        _declaration = declaration;
        _kwargs = kwargs;
    }

    /// <summary>Where it runs.</summary>
    public NodeInstance Instance { get; }

    /// <summary>The interface's operation, for example cloudify.interfaces.lifecycle.create.</summary>
    public string Operation { get; }

    public Relationship? Relationship { get; }

    /// <summary>What implements it, for example script_runner.tasks.run.</summary>
    public override string Name => _declaration.Text("operation")!;

    public override string Kind => "RemoteTask";

    public override JObject Arguments => new()
    {
        ["kwargs"] = _kwargs.DeepClone(),
        ["cloudify_context"] = new JObject
        {
            ["node_id"] = Instance.Id, ["node_name"] = Instance.NodeId,
            ["operation"] = new JObject { ["name"] = Operation, ["retry_number"] = _retry },
        },
    };

    public override string Description => $"{Name} ({Instance.Id}:{Operation})";

    /// <summary>The same operation tried again after a failure.</summary>
    public OperationTask? NextAttempt { get; private set; }

    /// <summary>The failure in short, as in an execution's error; empty when nobody knows.</summary>
    public string ShortCause =>
        _outcome?.Failure is { Type: { } type } failure ? $"{type} `{failure.Message}`" : "";

    public string? FailureMessage => _outcome?.Failure?.Message;

    /// <summary>The failure's traceback without its first line; null when there is none.</summary>
    public string? Traceback => _outcome?.Failure?.Traceback is { } traceback
        ? string.Join("\n", traceback.TrimEnd().Split('\n').Skip(1))
        : null;

    /// <summary>What it is called with: the blueprint's inputs and the workflow's, before functions are evaluated.</summary>
    public JObject Inputs
    {
        get
        {
            var inputs = (JObject)_declaration.Map("inputs").DeepClone();
            inputs.Merge(_kwargs, new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Replace });
            return inputs;
        }
    }

    /// <summary>Null when nothing implements the operation: then there is nothing to do.</summary>
    public static OperationTask? Create(
        TaskGraph graph, NodeInstance instance, JObject operations, string operation, Relationship? relationship,
        JObject? kwargs, bool overriding)
    {
        if (!NodeInstance.IsMapped(operations[operation]))
        {
            return null;
        }

        var declaration = operations.Map(operation);
        if (!overriding && kwargs?.Properties().FirstOrDefault(p => declaration.Map("inputs").ContainsKey(p.Name)) is { } twice)
        {
            throw new WorkflowFailedException(
                $"Duplicate definition of {twice.Name} in operation properties and in kwargs. To allow redefinition, "
                + "pass \"allow_kwargs_override\" to \"execute_operation\"");
        }

        return new OperationTask(graph, instance, operation, relationship, declaration, kwargs ?? []);
    }

    public void ResetRetries(bool force)
    {
        if (State == TaskState.Pending)
        {
            _retry = 0;
            _outcome = null;
        }
        else if (!force && Graph.Run.HasLostToken && State is TaskState.Sending or TaskState.Started)
        {
            _outcome = OperationOutcome.LostToken;
        }
    }

    public override void Run()
    {
        if (Graph.Run.IsDryRun)
        {
            Graph.Run.DryRunEvent(this, $"Task succeeded '{Name}'");
            Graph.Succeed(this);
            return;
        }

        State = TaskState.Sending;
        Tell("sending_task", $"Sending task '{Name}'");
        var outcome = Graph.Run.Simulate(this);
        _outcome = outcome;
        _ends = Graph.Run.Now + Graph.Run.Scaled(outcome.Duration);
        Graph.After(outcome.SendingTime, this, () =>
        {
            State = TaskState.Started;
            Tell("task_started", $"Task started '{Name}'");
        });
        foreach (var log in outcome.Logs)
        {
            Graph.After(log.Time, this, () => Graph.Run.OperationLog(this, log));
        }

        Graph.At(_ends, this, End);
    }

    /// <summary>Nobody stops an operation: it goes on while its workflow is cancelled.</summary>
    public override void Continue()
    {
        if (_outcome == OperationOutcome.LostToken)
        {
            _ends = Graph.Run.Now + Graph.Run.Scaled(WorkflowTimes.Margin);
        }

        State = TaskState.Started;
        Graph.At(_ends, this, End);
    }

    private void End()
    {
        var outcome = _outcome!;
        InstanceWriter.SetRuntimeProperties(outcome.RuntimeProperties);
        if (outcome.Failure is not { } failure)
        {
            State = TaskState.Succeeded;
            Tell("task_succeeded", $"Task succeeded '{Name}'");
            Graph.Succeed(this);
            return;
        }

        State = failure.IsRetryRequest ? TaskState.Rescheduled : TaskState.Failed;
        var word = failure.IsRetryRequest ? "rescheduled" : "failed";
        Tell($"task_{word}", $"Task {word} '{Name}' -> {failure.Message}", failure);
        var limit = Graph.Run.MaxRetries(_declaration);
        if (OnFailure is null && failure.IsRecoverable && (limit < 0 || _retry < limit))
        {
            TryAgain();
        }
        else
        {
            Graph.Fail(this);
        }
    }

    private void TryAgain()
    {
        NextAttempt = new OperationTask(Graph, Instance, Operation, Relationship, _declaration, _kwargs)
        {
            _retry = _retry + 1,
            OnSuccess = OnSuccess,
            OnFailure = OnFailure,
        };
        NextAttempt.Dependencies.UnionWith(Dependencies);
        Graph.Retry(this, NextAttempt);
        Graph.After(WorkflowRun.RetryInterval(_declaration), NextAttempt, NextAttempt.Run);
    }

    private void Tell(string eventType, string message, OperationFailure? failure = null)
    {
        if (_retry > 0)
        {
            var limit = Graph.Run.MaxRetries(_declaration);
            message += limit < 0 ? $" [retry {_retry}]" : $" [retry {_retry}/{limit}]";
        }

        Graph.Run.TaskEvent(this, eventType, message, failure);
    }
}
