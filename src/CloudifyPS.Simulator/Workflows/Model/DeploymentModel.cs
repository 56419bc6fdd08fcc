using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>The nodes and node instances of a deployment, read once from the store.</summary>
internal sealed class DeploymentModel
{
    private readonly Dictionary<string, NodeInstance> _byId = new(StringComparer.Ordinal);
    private readonly ILookup<JObject, NodeInstance> _byNode;
    private readonly Lazy<ILookup<NodeInstance, NodeInstance>> _contained;

    public DeploymentModel(IWorkflowStore store, JObject deployment)
    {
        Row = deployment;
        Nodes = store.NodesOf(deployment.Tenant(), deployment.Id());
        var nodes = Nodes.ToDictionary(node => node.Id(), StringComparer.Ordinal);
        foreach (var row in store.NodeInstancesOf(deployment.Tenant(), deployment.Id()))
        {
            if (nodes.TryGetValue(row.Text("node_id")!, out var node))
            {
                _byId.Add(row.Id(), new NodeInstance(row, node));
            }
        }

        _byNode = _byId.Values.ToLookup(instance => instance.Node);
        Instances = [.. Nodes.SelectMany(node => _byNode[node])];
        foreach (var instance in Instances)
        {
            instance.Connect(this);
        }

        _contained = new(() => Instances
            .SelectMany(instance => instance.Relationships.Where(relationship => relationship.IsContainment))
            .ToLookup(relationship => relationship.Target, relationship => relationship.Source));
    }

    public JObject Row { get; }

    public IReadOnlyList<JObject> Nodes { get; }

    /// <summary>All instances, grouped by node.</summary>
    public IReadOnlyList<NodeInstance> Instances { get; }

    public IEnumerable<NodeInstance> InstancesOf(JObject node) => _byNode[node];

    public NodeInstance? Find(string? instanceId) =>
        instanceId is not null && _byId.TryGetValue(instanceId, out var instance) ? instance : null;

    /// <summary>
    /// Returns the instances selected by a workflow's type_names, node_ids and node_instance_ids. An empty list selects
    /// all.
    /// </summary>
    public IReadOnlyList<NodeInstance> Filter(JObject parameters)
    {
        var types = parameters.Texts("type_names");
        var nodes = parameters.Texts("node_ids");
        var instances = parameters.Texts("node_instance_ids");
        return
        [
            .. Instances.Where(instance =>
                (types.Count == 0 || types.Any(instance.IsA))
                && (nodes.Count == 0 || nodes.Contains(instance.NodeId))
                && (instances.Count == 0 || instances.Contains(instance.Id))),
        ];
    }

    /// <summary>Returns the instance and all instances that are contained in it, at any depth.</summary>
    public IEnumerable<NodeInstance> ContainedSubgraph(NodeInstance root)
    {
        HashSet<NodeInstance> found = [root];
        Queue<NodeInstance> next = new([root]);
        while (next.Count > 0)
        {
            foreach (var instance in _contained.Value[next.Dequeue()].Where(found.Add))
            {
                next.Enqueue(instance);
            }
        }

        return Instances.Where(found.Contains);
    }
}
