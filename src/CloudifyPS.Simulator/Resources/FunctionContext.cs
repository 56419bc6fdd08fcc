using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Resolves the intrinsic functions of a deployment against the manager's state.</summary>
internal sealed class FunctionContext(ManagerState state, JObject deployment) : IFunctionContext
{
    private readonly string _tenant = deployment.Tenant();

    /// <summary>Copies a node or node instance with the functions of one attribute evaluated.</summary>
    public static JObject Evaluated(RequestContext call, JObject row, string attribute)
    {
        var shown = (JObject)row.DeepClone();
        if (call.State.Deployments.Find(row.Tenant(), row.Text("deployment_id")!) is { } deployment)
        {
            shown[attribute] = FunctionEvaluator.Evaluate(
                row.Map(attribute), new FunctionContext(call.State, deployment),
                new FunctionSubject(row.Id(), null, null));
        }

        return shown;
    }

    public JObject Inputs => deployment.Map("inputs");

    public JObject? FindNode(string nodeId) => state.Nodes.Find(_tenant, $"{deployment.Id()}/{nodeId}");

    public IReadOnlyList<JObject> FindNodeInstances(string nodeId) =>
    [
        .. state.NodeInstances.Rows.Where(instance => instance.Text("node_id") == nodeId
            && instance.Text("deployment_id") == deployment.Id() && instance.Tenant() == _tenant),
    ];

    public JObject? FindNodeInstance(string nodeInstanceId) => state.NodeInstances.Find(_tenant, nodeInstanceId);

    public string? FindSecret(string key) => state.Secrets.Find(_tenant, key)?["value"]?.ToString();

    public (JToken Value, IFunctionContext Context) FindCapability(string deploymentId, string capability)
    {
        var other = state.Deployments.Find(_tenant, deploymentId)
            ?? throw new DslException(
                DslError.Evaluation, $"Requested `Deployment` with ID `{deploymentId}` was not found");
        var definition = other.Map("capabilities")[capability] ?? throw new DslException(
            DslError.Evaluation, $"Requested capability `{capability}` is not declared in deployment `{deploymentId}`");
        return (definition["value"] ?? JValue.CreateNull(), new FunctionContext(state, other));
    }

    public (JToken Value, IFunctionContext Context) FindEnvironmentCapability(string capability) =>
        FindLabel("csys-obj-parent") is [var parent, ..]
            ? FindCapability(parent, capability)
            : throw new DslException(
                DslError.Evaluation, $"Deployment `{deployment.Id()}` is not attached to any environment");

    public IReadOnlyList<string> FindLabel(string key) =>
        [.. deployment.Items("labels").Where(label => label.Text("key") == key).Select(label => label.Text("value")!)];

    public string? FindSystemValue(string entity, string property) => (entity, property) switch
    {
        ("tenant", "name") => _tenant,
        ("deployment", "id") => deployment.Id(),
        ("deployment", "name") => deployment.Text("display_name"),
        ("deployment", "blueprint") => deployment.Text("blueprint_id"),
        ("deployment", "owner") => deployment.Text("created_by"),
        _ => null,
    };
}
