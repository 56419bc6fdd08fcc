namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>A workflow ends, failed, with what the execution's error says.</summary>
internal sealed class WorkflowFailedException(string message) : Exception(message);
