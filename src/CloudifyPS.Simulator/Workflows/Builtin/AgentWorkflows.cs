using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>Validates or replaces the agents on hosts.</summary>
internal static class AgentWorkflows
{
    public static IEnumerable<TaskGraph> Validate(IWorkflowContext context)
    {
        var hosts = Hosts(context);
        var graph = context.Graph("validate", graph => Validation(graph, hosts, isCurrent: true));
        yield return graph;
        graph.ThrowIfFailed();
    }

    public static IEnumerable<TaskGraph> InstallNew(IWorkflowContext context)
    {
        var hosts = Hosts(context);
        var parameters = context.Parameters;
        var graph = context.Graph("install_agents", graph =>
        {
            var validation = parameters["validate"] is JValue { Value: false }
                ? null
                : Validation(graph, hosts, isCurrent: false);
            if (parameters["install"] is JValue { Value: false })
            {
                return;
            }

            var installation = graph.Subgraph("install");
            foreach (var host in hosts)
            {
                var create = new JObject
                {
                    ["install_agent_timeout"] = parameters["install_agent_timeout"],
                    ["manager_ip"] = parameters["manager_ip"],
                    ["manager_certificate"] = parameters["manager_certificate"],
                    ["stop_old_agent"] = parameters["stop_old_agent"],
                };
                installation.AddChain(
                    graph.Event(host, "Installing new agent"),
                    graph.Operation(host, OperationNames.Agent + "create_amqp", create, overriding: true),
                    graph.Event(host, "New agent installed."),
                    graph.Operation(
                        host, OperationNames.Agent + "validate_amqp", new JObject { ["current_amqp"] = true },
                        overriding: true));
                installation.Add(InstallSequence.PrepareRunningAgent(new SequenceBuilder(graph, host)));
            }

            if (validation is not null)
            {
                installation.Dependencies.Add(validation);
            }
        });
        yield return graph;
        graph.ThrowIfFailed();
    }

    private static SubgraphTask Validation(TaskGraph graph, IEnumerable<NodeInstance> hosts, bool isCurrent)
    {
        var subgraph = graph.Subgraph("validate");
        foreach (var host in hosts)
        {
            subgraph.AddChain(
                graph.Event(host, "Validating agent connection."),
                graph.Operation(
                    host, OperationNames.Agent + "validate_amqp", new JObject { ["current_amqp"] = isCurrent },
                    overriding: true),
                graph.Event(host, "Validation done"));
        }

        return subgraph;
    }

    private static List<NodeInstance> Hosts(IWorkflowContext context)
    {
        var parameters = context.Parameters;
        var methods = parameters.Texts("install_methods");
        var isFiltered = parameters.Texts("node_ids").Count + parameters.Texts("node_instance_ids").Count > 0;
        var hosts = isFiltered
            ? [.. context.Deployment.Filter(parameters)]
            : context.Deployment.Instances
                .Where(instance => instance.IsHost)
                .Where(host => methods.Count > 0
                    ? methods.Contains(host.AgentInstallMethod ?? "")
                    : host.AgentInstallMethod is "remote" or "init_script" or "plugin")
                .ToList();
        var errors = hosts
            .Where(host => !host.IsHost || host.AgentInstallMethod == "none")
            .Select(host => host.IsHost
                ? $"Agent should not be installed on node instance {host.Id}"
                : $"Node instance {host.Id} is not host.")
            .ToList();
        if (errors.Count > 0)
        {
            throw new WorkflowFailedException("Specified filters are not correct:\n" + string.Join("\n", errors));
        }

        return hosts.FirstOrDefault(host => host.State != "started") is { } stopped
            ? throw new WorkflowFailedException($"Node {stopped.Id} is not started (state: {stopped.State})")
            : hosts;
    }
}
