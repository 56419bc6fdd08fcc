namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>The failure of an operation.</summary>
/// <param name="Message">The message of the exception.</param>
/// <param name="Type">The type of the exception; null when it is unknown.</param>
/// <param name="Traceback">The traceback; null when it is unknown.</param>
/// <param name="IsRecoverable">Whether the manager retries the operation.</param>
/// <param name="IsRetryRequest">Whether the operation itself requested the retry, which is not a failure.</param>
internal sealed record OperationFailure(
    string Message, string? Type, string? Traceback, bool IsRecoverable, bool IsRetryRequest)
{
    /// <summary>The seconds until the retry that the operation requested; null for its declared interval.</summary>
    public double? RetryAfter { get; init; }
}
