using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>A deployment's nodes and node instances as a workflow sees them.</summary>
internal sealed class DeploymentModel
{
    private readonly Dictionary<string, NodeInstance> _byId = new(StringComparer.Ordinal);
    private ILookup<string, List<string>>? _wantedAttributes;

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

        Instances = [.. Nodes.SelectMany(node => _byId.Values.Where(instance => instance.Node == node))];
        foreach (var instance in Instances)
        {
            instance.Connect(this);
        }
    }

    public JObject Row { get; }

    public IReadOnlyList<JObject> Nodes { get; }

    /// <summary>All instances, node by node.</summary>
    public IReadOnlyList<NodeInstance> Instances { get; }

    /// <summary>The runtime properties that the deployment asks for, by node.</summary>
    public ILookup<string, List<string>> WantedAttributes => _wantedAttributes ??=
        SimulatedAttributes.Wanted(this).ToLookup(request => request.Node, request => request.Path);

    public NodeInstance? Find(string? instanceId) =>
        instanceId is not null && _byId.TryGetValue(instanceId, out var instance) ? instance : null;

    /// <summary>The instances that a workflow's type_names, node_ids and node_instance_ids let through.</summary>
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

    /// <summary>An instance and all that is contained in it, at any depth.</summary>
    public IEnumerable<NodeInstance> ContainedSubgraph(NodeInstance root)
    {
        HashSet<NodeInstance> found = [root];
        Queue<NodeInstance> next = new([root]);
        while (next.Count > 0)
        {
            var container = next.Dequeue();
            foreach (var instance in Instances)
            {
                if (instance.Relationships.Any(r => r.IsContainment && r.Target == container) && found.Add(instance))
                {
                    next.Enqueue(instance);
                }
            }
        }

        return Instances.Where(found.Contains);
    }
}
