namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>The progress of a task.</summary>
internal enum TaskState
{
    Pending,
    Sending,
    Started,
    Rescheduled,
    Succeeded,
    Failed,
}
