namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>The node instance, operation and relationship that an event or a log line belongs to.</summary>
internal sealed record EventOrigin(
    NodeInstance? Instance = null, string? Operation = null, string? SourceId = null, string? TargetId = null)
{
    public static readonly EventOrigin Workflow = new();
}
