using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>
/// What workflows read and write of the manager's state. Rows are those that the API serves; workflows change them in
/// place.
/// </summary>
internal interface IWorkflowStore
{
    /// <summary>The manager's executions of all tenants, system workflows too, in the order of their creation.</summary>
    IEnumerable<JObject> Executions { get; }

    JObject? FindDeployment(string tenant, string deploymentId);

    IReadOnlyList<JObject> NodesOf(string tenant, string deploymentId);

    IReadOnlyList<JObject> NodeInstancesOf(string tenant, string deploymentId);

    void AddNodeInstance(string tenant, JObject instance);

    void RemoveNodeInstance(string tenant, JObject instance);

    /// <summary>
    /// Stores an event or a log line (its <c>type</c> tells) and gives it its <c>_storage_id</c>: events and logs are
    /// counted each for itself.
    /// </summary>
    void AddEvent(string tenant, JObject row);

    /// <summary>A file of a blueprint, for example a script; null when there is none.</summary>
    byte[]? FindBlueprintFile(string tenant, string blueprintId, string path);

    /// <summary>Evaluates the intrinsic functions in a value, for an operation of a node instance or relationship.</summary>
    JToken Evaluate(JObject deployment, JToken value, string? self, string? source, string? target);

    /// <summary>
    /// Plans how many instances nodes and scaling groups are going to have. Changes nothing.
    /// </summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="modifiedNodes">
    /// By node or scaling group: <c>instances</c>, <c>removed_ids_include_hint</c>, <c>removed_ids_exclude_hint</c>.
    /// </param>
    /// <returns>
    /// <c>added_and_related</c> and <c>removed_and_related</c>: node instances; the added ones (whole rows) and the
    /// removed ones have a <c>modification</c> of <c>added</c> or <c>removed</c>, the others stay and have the
    /// relationships that come or go.
    /// </returns>
    JObject PlanModification(JObject deployment, JObject modifiedNodes);
}
