namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Ends a workflow as failed; the message is shown in the event of the failure.</summary>
internal sealed class WorkflowFailedException(string message) : Exception(message)
{
    /// <summary>
    /// The frames of the traceback and its last line, when the code of the workflow raised the error; null when the
    /// workflow itself reports failed tasks.
    /// </summary>
    public string? Traceback { get; init; }

    /// <summary>The error of the execution: the end of the traceback, where there is one.</summary>
    public string ExecutionError => Traceback ?? Message;
}
