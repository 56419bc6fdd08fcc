using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>A node instance with its node and its relationships.</summary>
internal sealed class NodeInstance(JObject row, JObject node)
{
    private const string ComputeType = "cloudify.nodes.Compute";
    private readonly HashSet<string> _types =
        new([.. node.Texts("type_hierarchy"), node.Text("type") ?? ""], StringComparer.Ordinal);

    public JObject Row { get; } = row;

    public JObject Node { get; } = node;

    public string Id { get; } = row.Id();

    public string NodeId { get; } = node.Id();

    public string State => Row.Text("state") ?? "uninitialized";

    /// <summary>The relationships in the order of the blueprint.</summary>
    public IReadOnlyList<Relationship> Relationships { get; private set; } = [];

    public bool IsHost => IsA(ComputeType);

    /// <summary>How an agent is installed on the host: none, remote, init_script, plugin, provided.</summary>
    public string? AgentInstallMethod => Node.Map("properties")["install_agent"] switch
    {
        JValue { Value: false } => "none",
        JValue { Value: true } => "remote",
        _ => Node.Map("properties").Map("agent_config").Text("install_method"),
    };

    /// <summary>The names that an <see cref="OperationBehavior"/> can match: node, instance and types.</summary>
    public IEnumerable<string> Names => [NodeId, Id, .. _types];

    public bool IsA(string type) => _types.Contains(type);

    public bool HasOperation(string name) => IsImplemented(Node.Map("operations")[name]);

    /// <summary>Whether an operation has an implementation. Types declare many operations that have none.</summary>
    public static bool IsImplemented(JToken? operation) =>
        SharedJson.Map(operation) is { } o && o.Text("operation") is { Length: > 0 };

    /// <summary>Resolves the relationships, when the model has all instances.</summary>
    public void Connect(DeploymentModel model) => Relationships =
    [
        .. from row in Row.Items("relationships")
           let target = model.Find(row.Text("target_id"))
           where target is not null
           let declared = Node.Items("relationships").FirstOrDefault(r =>
               r.Text("target_id") == row.Text("target_name") && r.Text("type") == row.Text("type"))
           where declared is not null
           select new Relationship(this, target, declared),
    ];
}
