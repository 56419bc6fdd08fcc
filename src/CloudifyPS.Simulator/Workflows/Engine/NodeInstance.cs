using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

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

    /// <summary>In the order of the blueprint.</summary>
    public IReadOnlyList<Relationship> Relationships { get; private set; } = [];

    public bool IsHost => IsA(ComputeType);

    /// <summary>How an agent gets onto the host: none, remote, init_script, plugin, provided.</summary>
    public string? AgentInstallMethod => Node.Map("properties")["install_agent"] switch
    {
        JValue { Value: false } => "none",
        JValue { Value: true } => "remote",
        _ => Node.Map("properties").Map("agent_config").Text("install_method"),
    };

    /// <summary>What patterns may call it by: node, instance, types.</summary>
    public IEnumerable<string> Names => [NodeId, Id, .. _types];

    public bool IsA(string type) => _types.Contains(type);

    public bool HasOperation(string name) => IsMapped(Node.Map("operations")[name]);

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

    /// <summary>Whether an operation is implemented at all: types declare many that are not.</summary>
    public static bool IsMapped(JToken? operation) => operation is JObject o && o.Text("operation") is { Length: > 0 };
}
