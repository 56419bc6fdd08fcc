namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Ends a workflow as failed; the message is shown in the event of the failure.</summary>
internal sealed class WorkflowFailedException(string message) : Exception(message)
{
    /// <summary>
    /// The line and the statement of the workflow that raised a ValueError; null when the workflow itself reports
    /// failed tasks.
    /// </summary>
    public (int Line, string Statement)? Raised { get; init; }

    /// <summary>The error of the execution: the end of the traceback, where there is one.</summary>
    public string ExecutionError => Raised is { } raised
        ? "File \"/opt/mgmtworker/env/lib/python3.11/site-packages/cloudify/plugins/workflows.py\", line "
            + $"{raised.Line}, in scale_entity\n  {raised.Statement}\nValueError: {Message}\n"
        : Message;
}
