namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>The states of an execution.</summary>
internal static class ExecutionStatus
{
    public const string Pending = "pending";
    public const string Queued = "queued";
    public const string Scheduled = "scheduled";
    public const string Started = "started";
    public const string Cancelling = "cancelling";
    public const string ForceCancelling = "force_cancelling";
    public const string KillCancelling = "kill_cancelling";
    public const string Cancelled = "cancelled";
    public const string Terminated = "terminated";
    public const string Failed = "failed";

    public static bool IsEnd(string? status) => status is Terminated or Failed or Cancelled;

    public static bool IsCancelling(string? status) => status is Cancelling or ForceCancelling or KillCancelling;

    /// <summary>Whether it occupies its deployment.</summary>
    public static bool IsActive(string? status) => status is Pending or Started || IsCancelling(status);

    /// <summary>The status_display of a status.</summary>
    public static string Display(string status) => status == Terminated ? "completed" : status;

    /// <summary>The latest_execution_status that a deployment shows.</summary>
    public static string? Summary(string? status) => status switch
    {
        Terminated => "completed",
        Failed => "failed",
        Cancelled => "cancelled",
        null or Scheduled => null,
        _ => "in_progress",
    };

    /// <summary>Whether the API lets an execution go from one status to another.</summary>
    public static bool MayBecome(string workflowId, string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        if (IsEnd(from))
        {
            // A snapshot is finished again after it has been restored from itself.
            return workflowId == "create_snapshot";
        }

        return from switch
        {
            Cancelling => !IsActive(to) && to != Terminated,
            ForceCancelling => !IsActive(to) && to != Terminated,
            _ => true,
        };
    }
}
