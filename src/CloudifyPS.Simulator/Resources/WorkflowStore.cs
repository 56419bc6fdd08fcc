using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Deployments;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Simulator.Archives;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Provides workflows with access to the manager's state.</summary>
internal sealed class WorkflowStore(ManagerState state) : IWorkflowStore
{
    private readonly Random _random = new();

    public IEnumerable<JObject> Executions => state.Executions.Rows;

    public bool IsInMaintenance => state.Settings.Map("maintenance").Text("status") is "activating" or "activated";

    public JObject? FindDeployment(string tenant, string deploymentId) => state.Deployments.Find(tenant, deploymentId);

    public IReadOnlyList<JObject> NodesOf(string tenant, string deploymentId) => Of(state.Nodes, tenant, deploymentId);

    public IReadOnlyList<JObject> NodeInstancesOf(string tenant, string deploymentId) =>
        Of(state.NodeInstances, tenant, deploymentId);

    public void AddNodeInstance(string tenant, JObject instance)
    {
        instance["tenant_name"] = tenant;
        if (state.Deployments.Find(tenant, instance.Text("deployment_id") ?? "") is { } deployment)
        {
            Own(instance, deployment);
        }

        state.NodeInstances.Add(instance);
    }

    public void RemoveNodeInstance(string tenant, JObject instance) => state.NodeInstances.Remove(instance);

    public void AddEvent(string tenant, JObject row)
    {
        row["tenant_name"] = tenant;
        row["_storage_id"] = state.Next(row.Text("type")!);
        state.Events.Add(row);
    }

    public byte[]? FindBlueprintFile(string tenant, string blueprintId, string path) =>
        state.Blueprints.Find(tenant, blueprintId)?.Text("state") == "uploaded"
        && state.Files.TryGetValue($"blueprints/{tenant}/{blueprintId}", out var archive)
        && ArchiveReader.ReadBlueprint(archive.Content).TryGetValue(path, out var file)
            ? file
            : null;

    public JToken Evaluate(JObject deployment, JToken value, string? self, string? source, string? target) =>
        FunctionEvaluator.Evaluate(
            value, new FunctionContext(state, deployment), new FunctionSubject(self, source, target));

    public bool HasObject(JObject deployment, string type, JToken value)
    {
        var tenant = deployment.Tenant();
        var name = value is JValue { Value: string text } ? text : "";
        return type switch
        {
            "blueprint_id" => IsVisible(state.Blueprints, tenant, name),
            "deployment_id" => IsVisible(state.Deployments, tenant, name),
            "secret_key" => IsVisible(state.Secrets, tenant, name),
            "node_id" => NodesOf(tenant, deployment.Id()).Any(node => node.Id() == name),
            "node_type" => NodesOf(tenant, deployment.Id()).Any(node => node.Text("type") == name),
            "node_instance" => NodeInstancesOf(tenant, deployment.Id()).Any(instance => instance.Id() == name),
            "operation_name" =>
                NodesOf(tenant, deployment.Id()).Any(node => node.Map("operations").ContainsKey(name)),
            "scaling_group" => deployment.Map("scaling_groups").ContainsKey(name),
            _ => FunctionEvaluator
                .EvaluateCapabilities(deployment.Map("capabilities"), new FunctionContext(state, deployment))
                .Properties().Any(capability => JToken.DeepEquals(capability.Value, value)),
        };
    }

    public JObject PlanModification(JObject deployment, JObject modifiedNodes) => DeploymentPlanner.Modify(
        NodesOf(deployment.Tenant(), deployment.Id()), NodeInstancesOf(deployment.Tenant(), deployment.Id()),
        deployment.Map("scaling_groups"), modifiedNodes, _random);

    /// <summary>Copies the attributes that a node or node instance shares with its deployment.</summary>
    public static void Own(JObject row, JObject deployment)
    {
        row["deployment_id"] = deployment["id"];
        row["tenant_name"] = deployment["tenant_name"];
        row["visibility"] = deployment["visibility"];
        row["created_by"] = deployment["created_by"];
    }

    private static bool IsVisible(Table table, string tenant, string key) =>
        table.Find(tenant, key) is not null
        || table.Rows.Any(row => table.Find(row.Tenant(), key) == row && row.Text("visibility") == "global");

    private static IReadOnlyList<JObject> Of(Table table, string tenant, string deploymentId) =>
        [.. table.Rows.Where(row => row.Text("deployment_id") == deploymentId && row.Tenant() == tenant)];
}
