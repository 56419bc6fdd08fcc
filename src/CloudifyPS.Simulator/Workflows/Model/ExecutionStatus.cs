namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>The statuses of an execution.</summary>
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

    /// <summary>All statuses, in the order in which the manager lists them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Terminated, Failed, Cancelled, Pending, Started, Cancelling, ForceCancelling, KillCancelling, Queued, Scheduled,
    ];

    public static bool IsEnd(string? status) => status is Terminated or Failed or Cancelled;

    public static bool IsCancelling(string? status) => status is Cancelling or ForceCancelling or KillCancelling;

    /// <summary>Whether no other execution may start in the same deployment.</summary>
    public static bool IsActive(string? status) => status is Pending or Started || IsCancelling(status);

    /// <summary>Returns the status_display of a status.</summary>
    public static string Display(string status) => status == Terminated ? "completed" : status;

    /// <summary>Returns a deployment's latest_execution_status for the status of its latest execution.</summary>
    public static string? Summary(string? status) => status switch
    {
        Terminated => "completed",
        Failed => "failed",
        Cancelled => "cancelled",
        null or Scheduled => null,
        _ => "in_progress",
    };

    /// <summary>Whether the API accepts a change from one status to another.</summary>
    public static bool MayBecome(string workflowId, string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        if (IsEnd(from))
        {
            // A snapshot that is restored contains its own execution as it was before its end.
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
