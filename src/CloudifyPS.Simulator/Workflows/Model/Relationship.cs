using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>A relationship between two node instances.</summary>
internal sealed class Relationship(NodeInstance source, NodeInstance target, JObject declaration)
{
    public NodeInstance Source { get; } = source;

    public NodeInstance Target { get; } = target;

    public bool IsContainment =>
        declaration.Texts("type_hierarchy").Contains("cloudify.relationships.contained_in");

    /// <summary>
    /// The lifecycle operation of the target that must end before the source is installed; null when the whole
    /// installation of the target must end.
    /// </summary>
    public string? AwaitedOperation => declaration.Map("properties").Text("operation");

    public JObject SourceOperations => declaration.Map("source_operations");

    public JObject TargetOperations => declaration.Map("target_operations");
}
