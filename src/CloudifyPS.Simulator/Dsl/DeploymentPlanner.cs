using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Dsl;

/// <summary>Plans deployments of a blueprint, and changes of how many instances their nodes have.</summary>
internal static class DeploymentPlanner
{
    /// <summary>What a new deployment has.</summary>
    /// <param name="plan">The blueprint's plan; it is not changed.</param>
    /// <param name="inputs">The given inputs.</param>
    /// <param name="secretExists">Whether the tenant has a secret.</param>
    /// <param name="random">Gives the ids of the instances.</param>
    /// <param name="runtimeOnlyEvaluation">Leave all functions to the time when they are read.</param>
    /// <exception cref="DslException">Inputs are missing, unknown or wrong, or a secret is not there.</exception>
    public static DeploymentPlan Create(
        JObject plan, JObject? inputs, Func<string, bool> secretExists, Random random,
        bool runtimeOnlyEvaluation = false) => throw new NotImplementedException();

    /// <summary>Which instances come and go when nodes or scaling groups get another number of instances.</summary>
    /// <param name="nodes">Rows of the deployment's nodes.</param>
    /// <param name="instances">Rows of its node instances.</param>
    /// <param name="scalingGroups">The deployment's scaling groups.</param>
    /// <param name="modified">
    /// By node or group: <c>instances</c>, and optionally <c>removed_ids_include_hint</c>, <c>removed_ids_exclude_hint</c>.
    /// </param>
    /// <param name="random">Gives the ids of new instances.</param>
    /// <returns>
    /// <c>added_and_related</c>, <c>extended_and_related</c>, <c>removed_and_related</c>, <c>reduced_and_related</c>: rows of
    /// instances, the ones that change with a <c>modification</c>.
    /// </returns>
    public static JObject Modify(
        IReadOnlyList<JObject> nodes, IReadOnlyList<JObject> instances, JObject scalingGroups, JObject modified,
        Random random) => throw new NotImplementedException();
}
