using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>The simulated effects of an operation.</summary>
internal sealed class OperationOutcome
{
    /// <summary>The outcome of an operation whose execution token was revoked with its workflow.</summary>
    public static readonly OperationOutcome LostToken = new()
    {
        Failure = new OperationFailure(
            "401: User unauthorized: Authentication failed, invalid Execution Token", null, null, false, false),
    };

    /// <summary>The time at speed 1 from sending the task to its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The time at speed 1 from sending the task to its start.</summary>
    public TimeSpan SendingTime { get; init; }

    public IReadOnlyList<OperationLog> Logs { get; init; } = [];

    public IReadOnlyList<RuntimePropertyChange> RuntimeProperties { get; init; } = [];

    /// <summary>Null when the operation succeeds.</summary>
    public OperationFailure? Failure { get; init; }
}
