using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;

namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>The part of an execution that its tasks use.</summary>
internal interface ITaskContext
{
    string ExecutionId { get; }

    string WorkflowId { get; }

    bool IsDryRun { get; }

    /// <summary>Whether the workflow was killed, so that its running operations cannot report their end.</summary>
    bool HasLostToken { get; }

    /// <summary>How often a failed operation is retried unless it declares a number.</summary>
    int DefaultRetries { get; }

    /// <summary>How long independent tasks continue after a failure, at speed 1.</summary>
    TimeSpan WaitAfterFail { get; }

    DateTimeOffset Now { get; }

    /// <summary>A time that is due at the next request to the manager, not at the present one.</summary>
    DateTimeOffset NextRequest { get; }

    /// <summary>Returns the time when something that takes this long at speed 1 ends if it starts now.</summary>
    DateTimeOffset Due(TimeSpan time);

    void At(DateTimeOffset due, Action action);

    /// <summary>Adds to the numbers of operations that the execution shows.</summary>
    void CountOperations(int total, int finished);

    OperationOutcome Simulate(OperationCall call);

    void SetState(NodeInstance instance, string state);

    void TaskEvent(string eventType, string message, EventOrigin origin, OperationFailure? failure = null);

    void NodeEvent(NodeInstance instance, string message);

    /// <summary>Logs a line of an operation.</summary>
    void Log(string taskId, OperationLog log, EventOrigin origin);

    /// <summary>Logs a line of the workflow itself.</summary>
    void Log(string level, string message);
}
