using System.Text;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>A store of rows in lists, without the other parts of a manager.</summary>
internal sealed class WorkflowStore : IWorkflowStore
{
    public const string Tenant = "default_tenant";
    private int _events;
    private int _logs;

    public List<JObject> ExecutionRows { get; } = [];

    public List<JObject> Deployments { get; } = [];

    public List<JObject> Nodes { get; } = [];

    public List<JObject> Instances { get; } = [];

    public List<JObject> Events { get; } = [];

    public Dictionary<string, string> Files { get; } = [];

    public IEnumerable<JObject> Executions => ExecutionRows;

    public bool IsInMaintenance => false;

    public JObject? FindDeployment(string tenant, string deploymentId) =>
        Deployments.FirstOrDefault(row => (string?)row["id"] == deploymentId);

    public IReadOnlyList<JObject> NodesOf(string tenant, string deploymentId) =>
        [.. Nodes.Where(row => (string?)row["deployment_id"] == deploymentId)];

    public IReadOnlyList<JObject> NodeInstancesOf(string tenant, string deploymentId) =>
        [.. Instances.Where(row => (string?)row["deployment_id"] == deploymentId)];

    public void AddNodeInstance(string tenant, JObject instance) => Instances.Add(instance);

    public void RemoveNodeInstance(string tenant, JObject instance) => Instances.Remove(instance);

    public void AddEvent(string tenant, JObject row)
    {
        row["_storage_id"] = (string?)row["type"] == "cloudify_event" ? ++_events : ++_logs;
        Events.Add(row);
    }

    public byte[]? FindBlueprintFile(string tenant, string blueprintId, string path) =>
        Files.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : null;

    public JToken Evaluate(JObject deployment, JToken value, string? self, string? source, string? target) =>
        value.DeepClone();

    public bool HasObject(JObject deployment, string type, JToken value) => type switch
    {
        "node_instance" => Instances.Any(row => JToken.DeepEquals(row["id"], value)),
        "operation_name" => true,
        _ => throw new NotSupportedException(type),
    };

    /// <summary>Adds or removes one instance of a node, with the relationships of the existing instances.</summary>
    public JObject PlanModification(JObject deployment, JObject modifiedNodes)
    {
        var (node, wanted) = ((IDictionary<string, JToken?>)modifiedNodes).Single();
        var count = (int)wanted!["instances"]!;
        var present = NodeInstancesOf(Tenant, (string)deployment["id"]!)
            .Where(row => (string?)row["node_id"] == node).ToList();
        var added = new JArray();
        for (var i = present.Count; i < count; i++)
        {
            var row = (JObject)present[0].DeepClone();
            row["id"] = $"{node}_new{i}";
            row["state"] = "uninitialized";
            row["version"] = 1;
            row["runtime_properties"] = new JObject();
            row["system_properties"] = null;
            row["is_status_check_ok"] = false;
            row["modification"] = "added";
            added.Add(row);
        }

        var kept = wanted["removed_ids_exclude_hint"]!.Values<string>().ToList();
        var removed = new JArray();
        foreach (var row in present.Where(row => !kept.Contains((string?)row["id"]))
            .Reverse().Take(present.Count - count))
        {
            var copy = (JObject)row.DeepClone();
            copy["modification"] = "removed";
            removed.Add(copy);
        }

        return new JObject { ["added_and_related"] = added, ["removed_and_related"] = removed };
    }
}
