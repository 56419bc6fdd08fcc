namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>How an operation failed.</summary>
/// <param name="Message">What went wrong.</param>
/// <param name="Type">The exception's type; null when nobody knows it.</param>
/// <param name="Traceback">Where in the operation; null when nobody knows.</param>
/// <param name="IsRecoverable">Whether the manager tries it again.</param>
/// <param name="IsRetryRequest">Whether the operation itself asked to be tried again, which is no failure.</param>
internal sealed record OperationFailure(
    string Message, string? Type, string? Traceback, bool IsRecoverable, bool IsRetryRequest);
