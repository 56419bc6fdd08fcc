namespace CloudifyPS.Client.Requests;

/// <summary>Which events are wanted. Several values of one kind mean or, several kinds mean and.</summary>
internal sealed class EventQuery
{
    /// <summary>Executions.</summary>
    public IReadOnlyList<string> ExecutionIds { get; init; } = [];

    /// <summary>Deployments.</summary>
    public IReadOnlyList<string> DeploymentIds { get; init; } = [];

    /// <summary>Blueprints.</summary>
    public IReadOnlyList<string> BlueprintIds { get; init; } = [];

    /// <summary>Kinds of events; log lines have none.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>Levels of log lines; events have none.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>Nodes. Manager 4.6 and later.</summary>
    public IReadOnlyList<string> NodeIds { get; init; } = [];

    /// <summary>Node instances. Managers from 4.6 on.</summary>
    public IReadOnlyList<string> NodeInstanceIds { get; init; } = [];

    /// <summary>Operations, as SQL patterns. Managers from 4.6 on.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Texts, as SQL patterns (% and _); several of them mean and.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>cloudify_event, cloudify_log, or both when empty.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The earliest time; null for none.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The latest time; null for none.</summary>
    public DateTimeOffset? Before { get; init; }
}
