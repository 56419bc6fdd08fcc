namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>A log line of an operation.</summary>
/// <param name="Time">The time at speed 1 since the task was sent.</param>
/// <param name="Level">debug, info, warning, error.</param>
/// <param name="Message">The line.</param>
internal sealed record OperationLog(TimeSpan Time, string Level, string Message);
