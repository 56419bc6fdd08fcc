namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>The work of a system workflow.</summary>
/// <param name="Prepare">Runs before the first log line, for example fetches an archive.</param>
/// <param name="Work">The work itself. An exception fails the execution with its message.</param>
internal sealed record SystemWork(Action? Prepare, Action Work);
