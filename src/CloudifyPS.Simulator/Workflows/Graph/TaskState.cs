namespace CloudifyPS.Simulator.Workflows.Graph;

/// <summary>How far a step of a workflow is.</summary>
internal enum TaskState
{
    Pending,
    Sending,
    Started,
    Rescheduled,
    Succeeded,
    Failed,
}
