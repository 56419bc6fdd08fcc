namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The prefixes of the operations that the built-in workflows run.</summary>
internal static class OperationNames
{
    public const string Lifecycle = "cloudify.interfaces.lifecycle.";
    public const string RelationshipLifecycle = "cloudify.interfaces.relationship_lifecycle.";
    public const string Validation = "cloudify.interfaces.validation.";
    public const string Agent = "cloudify.interfaces.cloudify_agent.";
    public const string MonitoringAgent = "cloudify.interfaces.monitoring_agent.";
    public const string Monitoring = "cloudify.interfaces.monitoring.";
    public const string Host = "cloudify.interfaces.host.";
}
