using CloudifyPS.Simulator.Workflows.Engine;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>What comes of an operation.</summary>
internal sealed class OperationOutcome
{
    /// <summary>The process that ran the operation was killed together with its workflow.</summary>
    public static readonly OperationOutcome LostToken = new()
    {
        Failure = new OperationFailure(
            "401: User unauthorized: Authentication failed, invalid Execution Token", null, null, false, false),
    };

    /// <summary>At speed 1, from the sending to the end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>At speed 1, from the sending to the start.</summary>
    public TimeSpan SendingTime { get; init; }

    public IReadOnlyList<OperationLog> Logs { get; init; } = [];

    public IReadOnlyList<RuntimePropertyChange> RuntimeProperties { get; init; } = [];

    /// <summary>Null when it succeeds.</summary>
    public OperationFailure? Failure { get; init; }
}
