using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The tasks that uninstall one node instance, or roll it back to the state before its installation.</summary>
internal static class UninstallSequence
{
    public static SubgraphTask Create(TaskGraph graph, NodeInstance instance, bool ignoreFailure)
    {
        var builder = new SequenceBuilder(graph, instance);
        var state = instance.State;
        var isStopped = state is "stopped" or "deleting" or "deleted" or "uninitialized" or "configured";
        var isDeleted = state is "deleted" or "uninitialized";
        return Subgraph(
            graph, instance, ignoreFailure,
            [
                .. isStopped ? [] : builder.StateAndEvent("stopping", "Stopping node instance"),
                .. Stop(builder, isStopped ? $"Stop: instance already {state}" : null),
                .. state is "stopped" or "deleting" or "deleted" ? [] : builder.State("stopped"),
                .. Delete(builder, isDeleted ? $"Delete: instance already {state}" : null),
                .. state == "deleted" ? [] : builder.StateAndEvent("deleted", "Deleted node instance"),
            ]);
    }

    public static SubgraphTask CreateRollback(TaskGraph graph, NodeInstance instance, bool ignoreFailure)
    {
        var builder = new SequenceBuilder(graph, instance);
        var state = instance.State;
        var isStarting = state == "starting";
        var isCreating = state is "creating" or "configuring";
        var noStop = $"Rollback Stop: nothing to do, instance state is {state}";
        var noDelete = $"Rollback Delete: nothing to do, instance state is {state}";
        return Subgraph(
            graph, instance, ignoreFailure,
            [
                .. isStarting ? builder.StateAndEvent("stopping", "Stopping node instance") : [],
                .. Stop(builder, isStarting ? null : noStop),
                .. isStarting ? builder.State("configured") : [],
                .. Delete(builder, isCreating ? null : noDelete),
                .. isCreating ? builder.State("uninitialized") : [],
                .. isStarting || isCreating ? builder.Event("Rollbacked node instance") : [],
            ]);
    }

    /// <summary>Makes the workflow continue if a task fails.</summary>
    public static void IgnoreFailure(GraphTask task, NodeInstance instance) => task.OnFailure = () =>
    {
        task.Graph.Context.NodeEvent(instance, $"Ignoring task {task.Name} failure");
        return true;
    };

    /// <summary>The operations that stop the agent of a host.</summary>
    public static List<GraphTask[]> HostStop(SequenceBuilder builder)
    {
        var method = builder.Instance.AgentInstallMethod;
        List<GraphTask[]> steps =
        [
            .. builder.Operation(OperationNames.MonitoringAgent + "stop"),
            .. builder.Operation(OperationNames.MonitoringAgent + "uninstall"),
        ];
        if (method != "none")
        {
            var stop = method is "plugin" or "init_script" or "provided" ? "stop_amqp" : "stop";
            steps.AddRange(builder.Event("Stopping agent"));
            steps.AddRange(builder.Operation(OperationNames.Agent + stop));
            steps.AddRange(builder.Event("Deleting agent"));
            steps.AddRange(builder.Operation(OperationNames.Agent + "delete"));
            steps.AddRange(builder.Event("Agent deleted"));
        }

        return steps;
    }

    private static SubgraphTask Subgraph(
        TaskGraph graph, NodeInstance instance, bool ignoreFailure, IEnumerable<GraphTask[]> steps)
    {
        var subgraph = graph.Subgraph(instance.Id);
        subgraph.Add(steps);
        if (ignoreFailure)
        {
            foreach (var task in subgraph.Leaves())
            {
                IgnoreFailure(task, instance);
            }
        }

        return subgraph;
    }

    /// <summary>The tasks that stop an instance, or only events when there is a reason not to.</summary>
    private static List<GraphTask[]> Stop(SequenceBuilder builder, string? reasonNotTo)
    {
        // A manager says "after" here, and "before" when there is something to validate.
        const string NoValidation = "Validating node instance after deletion: nothing to do";
        if (reasonNotTo is not null)
        {
            return [.. builder.Event(NoValidation), .. builder.Event(reasonNotTo)];
        }

        return
        [
            .. builder.OrElse(
                SequenceBuilder.Around(
                    builder.Event("Validating node instance before deletion"),
                    builder.Operation(OperationNames.Validation + "delete"),
                    builder.Event("Node instance validated before deletion")),
                NoValidation),
            .. builder.Operation(OperationNames.Monitoring + "stop"),
            .. SequenceBuilder.Around(
                builder.Event("Prestopping node instance"),
                builder.Operation(OperationNames.Lifecycle + "prestop"),
                builder.Event("Node instance prestopped")),
            .. builder.Instance.IsHost ? HostStop(builder) : [],
            .. builder.OrElse(
                SequenceBuilder.Around(
                    [], builder.Operation(OperationNames.Lifecycle + "stop"),
                    builder.Event("Stopped node instance")),
                "Stopped node instance: nothing to do"),
        ];
    }

    /// <summary>The tasks that delete an instance, or only an event when there is a reason not to.</summary>
    private static List<GraphTask[]> Delete(SequenceBuilder builder, string? reasonNotTo) =>
        reasonNotTo is not null
            ? builder.Event(reasonNotTo)
            :
            [
                .. SequenceBuilder.Around(
                    builder.Event("Unlinking relationships"),
                    builder.Relationships("unlink", isReverse: true),
                    builder.Event("Relationships unlinked")),
                .. builder.OrElse(
                    SequenceBuilder.Around(
                        builder.StateAndEvent("deleting", "Deleting node instance"),
                        builder.Operation(OperationNames.Lifecycle + "delete")),
                    "Deleting node instance: nothing to do"),
                .. SequenceBuilder.Around(
                    builder.Event("Postdeleting node instance"),
                    builder.Operation(OperationNames.Lifecycle + "postdelete"),
                    builder.Event("Node instance postdeleted")),
            ];
}
