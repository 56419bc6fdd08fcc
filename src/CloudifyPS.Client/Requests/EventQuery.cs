namespace CloudifyPS.Client.Requests;

/// <summary>
/// A filter for events. An event must match every property that is set; one of several values of a property is enough.
/// </summary>
internal sealed record EventQuery
{
    public IReadOnlyList<string> ExecutionIds { get; init; } = [];

    public IReadOnlyList<string> DeploymentIds { get; init; } = [];

    public IReadOnlyList<string> BlueprintIds { get; init; } = [];

    /// <summary>The event types, such as <c>task_failed</c>. Log lines have no event type.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>The levels of log lines. Events have no level.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>The node IDs. Manager 4.6 and later.</summary>
    public IReadOnlyList<string> NodeIds { get; init; } = [];

    /// <summary>The node instance IDs. Manager 4.6 and later.</summary>
    public IReadOnlyList<string> NodeInstanceIds { get; init; } = [];

    /// <summary>The operation names, as SQL patterns (% and _). Manager 4.6 and later.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>SQL patterns (% and _) for the message. A message must match all of them.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary><c>cloudify_event</c> or <c>cloudify_log</c>; empty for both.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The earliest time; null for no limit.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The latest time; null for no limit.</summary>
    public DateTimeOffset? Before { get; init; }
}
