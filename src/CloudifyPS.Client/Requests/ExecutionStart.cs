using System.Collections;

namespace CloudifyPS.Client.Requests;

/// <summary>The options of a new execution.</summary>
internal sealed class ExecutionStart
{
    public required string DeploymentId { get; init; }

    public required string WorkflowId { get; init; }

    /// <summary>The parameters of the workflow, as plain values, dictionaries and lists.</summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>Whether parameters that the workflow does not declare are allowed.</summary>
    public bool AllowCustomParameters { get; init; }

    /// <summary>Whether the execution starts even if another execution is running in the deployment.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the workflow runs without calling any operation. Manager 4.4 and later.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether the execution is queued when it cannot start at once. Manager 4.5 and later.</summary>
    public bool Queue { get; init; }

    /// <summary>The time at which the execution starts; null for now. Manager 4.6 and later.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }
}
