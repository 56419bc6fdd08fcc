namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>A line that an operation logs.</summary>
/// <param name="Time">At speed 1, from the sending of the operation.</param>
/// <param name="Level">debug, info, warning, error.</param>
/// <param name="Message">The line.</param>
internal sealed record OperationLog(TimeSpan Time, string Level, string Message);
