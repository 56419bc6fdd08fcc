namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Ends a workflow as failed; the message becomes the error of the execution.</summary>
internal sealed class WorkflowFailedException(string message) : Exception(message);
