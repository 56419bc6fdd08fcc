using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>
/// The part of the manager's state that workflows read and write. The rows are those that the API serves; workflows
/// change them in place.
/// </summary>
internal interface IWorkflowStore
{
    /// <summary>The executions of all tenants, including system workflows, in the order of their creation.</summary>
    IEnumerable<JObject> Executions { get; }

    /// <summary>Whether queued executions wait, because of the manager's maintenance mode.</summary>
    bool IsInMaintenance { get; }

    JObject? FindDeployment(string tenant, string deploymentId);

    IReadOnlyList<JObject> NodesOf(string tenant, string deploymentId);

    IReadOnlyList<JObject> NodeInstancesOf(string tenant, string deploymentId);

    void AddNodeInstance(string tenant, JObject instance);

    void RemoveNodeInstance(string tenant, JObject instance);

    /// <summary>
    /// Stores an event or a log line, according to its <c>type</c>, and assigns its <c>_storage_id</c>. Events and log
    /// lines are numbered separately.
    /// </summary>
    void AddEvent(string tenant, JObject row);

    /// <summary>Returns a file of a blueprint, for example a script; null when it does not exist.</summary>
    byte[]? FindBlueprintFile(string tenant, string blueprintId, string path);

    /// <summary>Evaluates the intrinsic functions in a value, for a node instance or a relationship.</summary>
    JToken Evaluate(JObject deployment, JToken value, string? self, string? source, string? target);

    /// <summary>
    /// Tests whether a value names an object that a deployment can use, for example one of its nodes or a secret.
    /// </summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="type">The type of the value in a blueprint, for example <c>node_id</c>.</param>
    /// <param name="value">The value.</param>
    bool HasObject(JObject deployment, string type, JToken value);

    /// <summary>
    /// Plans new instance counts of nodes and scaling groups. Nothing is changed.
    /// </summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="modifiedNodes">
    /// By node or scaling group: <c>instances</c>, <c>removed_ids_include_hint</c>, <c>removed_ids_exclude_hint</c>.
    /// </param>
    /// <returns>
    /// <c>added_and_related</c> and <c>removed_and_related</c>: node instances. Added instances (whole rows) and
    /// removed instances have a <c>modification</c> of <c>added</c> or <c>removed</c>. The others stay; they have the
    /// relationships to be added or removed.
    /// </returns>
    JObject PlanModification(JObject deployment, JObject modifiedNodes);
}
