using CloudifyPS.Simulator.Workflows.Graph;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>What an event or a log line is about.</summary>
internal sealed record EventOrigin(
    NodeInstance? Instance = null, string? Operation = null, string? SourceId = null, string? TargetId = null)
{
    public static readonly EventOrigin Workflow = new();

    public static EventOrigin Of(OperationTask task) => new(
        task.Instance, task.Operation, task.Relationship?.Source.Id, task.Relationship?.Target.Id);
}
