using System.Collections;

namespace CloudifyPS.Client.Requests;

/// <summary>How a workflow is started.</summary>
internal sealed class ExecutionStart
{
    /// <summary>The deployment.</summary>
    public required string DeploymentId { get; init; }

    /// <summary>The workflow.</summary>
    public required string WorkflowId { get; init; }

    /// <summary>Its parameters, as plain values, dictionaries and lists.</summary>
    public IDictionary? Parameters { get; init; }

    /// <summary>Allows parameters that the workflow does not declare.</summary>
    public bool AllowCustomParameters { get; init; }

    /// <summary>Starts it though another execution is running.</summary>
    public bool Force { get; init; }

    /// <summary>Goes through the motions without doing anything. Managers from 4.4 on.</summary>
    public bool DryRun { get; init; }

    /// <summary>Waits in the manager's queue until it can run. Managers from 4.5 on.</summary>
    public bool Queue { get; init; }

    /// <summary>When to run it. Managers from 4.6 on.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }
}
