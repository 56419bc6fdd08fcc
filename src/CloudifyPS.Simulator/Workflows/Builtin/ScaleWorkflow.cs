using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Adds and installs instances of a node or scaling group, or uninstalls and removes them.</summary>
internal static class ScaleWorkflow
{
    public static IEnumerable<TaskGraph> Run(IWorkflowContext context)
    {
        var parameters = context.Parameters;
        var name = (parameters.Text("scalable_entity_name") ?? parameters.Text("node_id"))!;
        var delta = Delta(parameters["delta"]);
        if (delta == 0)
        {
            context.Log("info", "delta parameter is 0, so no scaling will take place.");
            yield break;
        }

        var included = parameters.Texts("include_instances");
        var excluded = parameters.Texts("exclude_instances");
        if (delta > 0 && included.Count + excluded.Count > 0)
        {
            throw Failure(
                665, "raise ValueError(", "Instances cannot be included or excluded when scaling up.");
        }

        var modification = Modification(context, name, delta, included, excluded);
        context.Log("info", $"Deployment modification started. [modification_id={modification.Id}]");
        context.Refresh();
        var scaling = delta > 0
            ? Lifecycle.Install(
                context, Find(context, modification.Added), Find(context, modification.RelatedToAdded), name + "_")
            : Lifecycle.Uninstall(
                context, Find(context, modification.Removed), Find(context, modification.RelatedToRemoved),
                parameters.Flag("ignore_failure"), name + "_");
        yield return scaling;

        if (scaling.Errors.Count == 0)
        {
            modification.Finish();
            context.Refresh();
            yield break;
        }

        if (parameters["rollback_if_failed"] is not JValue { Value: false })
        {
            if (delta > 0)
            {
                context.Log("error", "Scale out failed, scaling back in.");
                context.Refresh();
                var rollback = Lifecycle.Rollback(
                    context, Find(context, modification.Added), Find(context, modification.RelatedToAdded),
                    parameters.Flag("ignore_failure"), name + "_");
                yield return rollback;
            }

            context.Log("warning", $"Rolling back deployment modification. [modification_id={modification.Id}]");
            modification.RollBack();
            context.Refresh();
        }
        else if (delta > 0)
        {
            context.Log("error", "Scale out failed.");
        }

        scaling.ThrowIfFailed();
    }

    private static int Delta(JToken? delta) => delta switch
    {
        JValue { Type: JTokenType.Integer or JTokenType.Float } number => number.ToInt(),
        JValue { Type: JTokenType.String } text
            when int.TryParse(
                (string?)text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new WorkflowFailedException($"The delta parameter must be a number. Got: {delta}"),
    };

    private static DeploymentModification Modification(
        IWorkflowContext context, string name, int delta, IReadOnlyList<string> included,
        IReadOnlyList<string> excluded)
    {
        var deployment = context.Deployment;
        var group = deployment.Row.Map("scaling_groups")[name] as JObject;
        var node = deployment.Nodes.FirstOrDefault(n => n.Id() == name);
        if (group is null && node is null)
        {
            throw Failure(
                691, "raise ValueError(\"No scalable entity named {0} was found\".format(",
                $"No scalable entity named {name} was found");
        }

        if (group is null && context.Parameters.Flag("scale_compute")
            && deployment.Nodes.FirstOrDefault(n => n.Id() == node!.Text("host_id")) is { } host)
        {
            node = host;
        }

        var unknown = included.Concat(excluded)
            .Where(id => deployment.Find(id) is null
                && !deployment.Instances.Any(i => i.Row.Items("scaling_groups").Any(g => g.Text("id") == id)))
            .ToList();
        if (unknown.Count > 0)
        {
            throw new WorkflowFailedException(
                $"The following included or excluded instances did not exist: {string.Join(", ", unknown)}.");
        }

        var current = group is not null
            ? group.Map("properties").Number("current_instances")
            : node!.Number("number_of_instances");
        var planned = (long)current + delta;
        return planned < 0
            ? throw Failure(
                707, "raise ValueError('Provided delta: {0} is illegal. current number of '",
                $"Provided delta: {delta} is illegal. current number of instances of entity {name} is {current}")
            : new DeploymentModification(
                context.Store, deployment.Row, group is not null ? name : node!.Id(),
                (int)Math.Min(planned, int.MaxValue), included, excluded);
    }

    private static WorkflowFailedException Failure(int line, string statement, string message) =>
        new(message) { Traceback = PythonTraceback.ScaleEntity(line, statement, message) };

    private static List<NodeInstance> Find(IWorkflowContext context, IEnumerable<string> ids) =>
        [.. ids.Select(context.Deployment.Find).OfType<NodeInstance>()];
}
