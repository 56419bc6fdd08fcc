using System.Collections;

namespace CloudifyPS.Commands.Completion;

/// <summary>
/// The fixed values of an attribute, in the manager's spelling. A derived class completes them without a session. As
/// the set of a <see cref="Input.FixedValuesAttribute"/>, it also determines the values that a parameter accepts.
/// </summary>
/// <param name="values">The values, in the manager's spelling.</param>
internal abstract class FixedValues(params string[] values) : Completer
{
    public IReadOnlyList<string> Values { get; } = values;

    /// <inheritdoc/>
    protected override IEnumerable<string?> GetNames(string word, IDictionary boundParameters) => Values;

    internal sealed class Visibilities() : FixedValues("private", "tenant", "global");

    internal sealed class ExecutionStatuses() : FixedValues(
        "cancelled", "cancelling", "failed", "force_cancelling", "kill_cancelling", "pending", "queued", "scheduled",
        "started", "terminated");

    internal sealed class SnapshotStatuses() : FixedValues("created", "creating", "failed", "uploaded");

    internal sealed class InstallationStatuses() : FixedValues("active", "inactive");

    internal sealed class DeploymentStatuses() : FixedValues("good", "in_progress", "requires_attention");

    internal sealed class NodeInstanceStates() : FixedValues(
        "uninitialized", "initializing", "creating", "created", "configuring", "configured", "starting", "started",
        "stopping", "stopped", "deleting", "deleted");

    internal sealed class TenantRoles() : FixedValues("manager", "user", "operations", "viewer");

    internal sealed class LogLevels() : FixedValues("debug", "info", "warning", "error", "critical");

    internal sealed class EventTypes() : FixedValues(
        "sending_task", "task_failed", "task_rescheduled", "task_started", "task_succeeded", "workflow_cancelled",
        "workflow_failed", "workflow_node_event", "workflow_stage", "workflow_started", "workflow_succeeded");

    internal sealed class EventKinds() : FixedValues("All", "Event", "Log");

    internal sealed class ShownEvents() : FixedValues("Error", "Event", "All");

    internal sealed class MergeModes() : FixedValues("Shallow", "Deep");

    internal sealed class ApiVersions() : FixedValues("v3", "v3.1");

    internal sealed class HttpMethods() : FixedValues("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// <summary>The system roles. The first two exist since Manager 4.2, the last two before.</summary>
    internal sealed class SystemRoles() : FixedValues("sys_admin", "default", "admin", "user")
    {
        /// <inheritdoc/>
        protected override IEnumerable<string?> GetNames(string word, IDictionary boundParameters) =>
            SessionOf(boundParameters)?.ManagerVersion < new Version(4, 2) ? Values.Skip(2) : Values.Take(2);
    }
}
