using CloudifyPS.Dsl.Functions;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Plans the deployments of a blueprint, and changes of their numbers of instances.</summary>
internal static class DeploymentPlanner
{
    /// <summary>Plans a new deployment.</summary>
    /// <param name="plan">The plan of the blueprint, which is not changed.</param>
    /// <param name="inputs">The given inputs.</param>
    /// <param name="secretExists">Tests whether the tenant has a secret.</param>
    /// <param name="random">The source of the ids of instances.</param>
    /// <param name="runtimeOnlyEvaluation">Whether to leave all functions in place, to be evaluated when read.</param>
    /// <exception cref="DslException">Inputs are missing, unknown or invalid, or a secret does not exist.</exception>
    public static DeploymentPlan Create(
        JObject plan, JObject? inputs, Func<string, bool> secretExists, Random random, bool runtimeOnlyEvaluation = false)
    {
        var evaluated = (JObject)plan.DeepClone();
        var values = DeploymentInputs.Read(plan, inputs ?? []);
        evaluated["inputs"] = values;
        Evaluate(evaluated, runtimeOnlyEvaluation);
        var missing = PlanFunctions.FindSecrets(evaluated).Where(secret => !secretExists(secret)).ToList();
        if (missing.Count > 0)
        {
            throw new DslException(
                DslError.UnknownSecret, $"Required secrets: [{string.Join(", ", missing)}] don't exist in this tenant");
        }

        var nodes = evaluated["nodes"]!.Cast<JObject>().Select(DeploymentRows.OfNode).ToList();
        var graph = new InstanceGraph(nodes, (JObject)evaluated["scaling_groups"]!, random);
        graph.Build();
        var instances = graph.Instances().Select(instance => DeploymentRows.OfInstance(instance, null)).ToList();
        foreach (var node in nodes)
        {
            node["actual_number_of_instances"] = graph.Entities[(string)node["id"]!].Instances.Count;
        }

        return new DeploymentPlan { Plan = evaluated, Inputs = values, Nodes = nodes, NodeInstances = instances };
    }

    private static void Evaluate(JObject plan, bool isRuntimeOnly)
    {
        try
        {
            PlanFunctions.Evaluate(plan, isRuntimeOnly);
        }
        catch (DslException error)
        {
            throw new DslException(
                DslError.FailedPlanning, "dsl_parser.exceptions.FunctionEvaluationError: " + error.Message);
        }
    }

    /// <summary>Plans which instances are added and removed when nodes or scaling groups are scaled.</summary>
    /// <param name="nodes">The nodes of the deployment.</param>
    /// <param name="instances">The node instances of the deployment.</param>
    /// <param name="scalingGroups">The scaling groups of the deployment.</param>
    /// <param name="modified">
    /// By node or group: <c>instances</c>, and optionally <c>removed_ids_include_hint</c>,
    /// <c>removed_ids_exclude_hint</c>.
    /// </param>
    /// <param name="random">The source of the ids of new instances.</param>
    /// <returns>
    /// <c>added_and_related</c>, <c>extended_and_related</c>, <c>removed_and_related</c>, <c>reduced_and_related</c>:
    /// node instances. Those that change have a <c>modification</c>.
    /// </returns>
    public static JObject Modify(
        IReadOnlyList<JObject> nodes, IReadOnlyList<JObject> instances, JObject scalingGroups, JObject modified,
        Random random)
    {
        var graph = new InstanceGraph(nodes, scalingGroups, random);
        graph.Build(instances, modified);
        var before = instances.ToDictionary(row => (string)row["id"]!);
        var after = graph.Instances().Select(instance => before.TryGetValue((string)instance["id"]!, out var old)
            ? DeploymentRows.WithRelationships(old, instance["relationships"]!)
            : DeploymentRows.OfInstance(instance, graph.Entities[(string)instance["node_id"]!].Node));
        return InstanceDifference.Compare(before, after.ToDictionary(row => (string)row["id"]!));
    }
}
