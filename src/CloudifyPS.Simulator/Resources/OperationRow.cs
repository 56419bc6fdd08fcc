using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Graph;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Creates the rows of operations from the tasks of workflows.</summary>
internal static class OperationRow
{
    private const int RestPort = 53333;

    public static JObject Create(RequestContext call, JObject execution, GraphTask task, string graphId)
    {
        var operation = task as OperationTask;
        return new JObject
        {
            ["name"] = task.Name,
            ["state"] = task.State == TaskState.Sending ? "sent" : task.State.ToString().ToLowerInvariant(),
            ["dependencies"] = new JArray(task.Dependencies.Select(dependency => dependency.Id)),
            ["type"] = task.Kind,
            ["parameters"] = new JObject
            {
                ["on_success"] = null,
                ["on_failure"] = FailureHandler(task),
                ["retried_task"] = operation?.PreviousAttempt?.Id,
                ["current_retries"] = operation?.Retries ?? 0,
                ["send_task_events"] = task is SubgraphTask or OperationTask,
                ["retry_interval"] = operation?.RetryInterval ?? 30,
                ["total_retries"] = operation?.MaxRetries ?? 0,
                ["info"] = task.Info,
                ["error"] = null,
                ["containing_subgraph"] = task.Parent?.Id,
                ["task_kwargs"] = Arguments(call, execution, task),
            },
            ["manager_name"] = ManagersApi.HostName,
            ["agent_name"] = null,
            ["tasks_graph_id"] = graphId,
        };
    }

    /// <summary>
    /// Installations retry a failed subgraph. Uninstallations report the failures of single tasks, so that they may be
    /// ignored.
    /// </summary>
    private static JObject? FailureHandler(GraphTask task)
    {
        const string Install = "install_";
        var subgraph = task as SubgraphTask ?? task.Parent;
        var isInstallation = subgraph?.Name.StartsWith(Install, StringComparison.Ordinal) == true;
        return (task, isInstallation) switch
        {
            (SubgraphTask, true) => new JObject
            {
                ["path"] = "cloudify.plugins.lifecycle._SubgraphOnFailure",
                ["instance_id"] = task.Name.Substring(Install.Length),
                ["on_retry"] = "reinstall",
            },
            (SubgraphTask, false) => new JObject
            {
                ["path"] = "cloudify.workflows.tasks_graph._on_failure_handler_fail",
            },
            (_, false) when subgraph is not null => new JObject
            {
                ["path"] = "cloudify.plugins.lifecycle._SendNodeEventHandler",
                ["instance_id"] = (task as OperationTask)?.Instance.Id ?? task.Arguments["node_instance_id"],
            },
            _ => null,
        };
    }

    private static JObject Arguments(RequestContext call, JObject execution, GraphTask task)
    {
        var arguments = task.Arguments;
        if (task is OperationTask operation)
        {
            arguments.Map("kwargs")["__cloudify_context"] = Context(call, execution, operation);
        }

        return arguments;
    }

    /// <summary>Creates the context that an agent gets with an operation.</summary>
    private static JObject Context(RequestContext call, JObject execution, OperationTask task)
    {
        var declaration = task.Declaration;
        var node = task.Instance.Node;
        var deployment = call.State.Deployments.Find(execution.Tenant(), execution.Text("deployment_id") ?? "") ?? [];
        var plugin = node.Items("plugins").FirstOrDefault(row => row.Text("name") == declaration.Text("plugin")) ?? [];
        var context = new JObject
        {
            ["__cloudify_context"] = "0.3",
            ["type"] = "operation",
            ["task_id"] = task.Id,
            ["task_name"] = task.Name,
            ["execution_id"] = execution["id"],
            ["workflow_id"] = execution["workflow_id"],
            ["tenant"] = new JObject { ["name"] = execution.Tenant() },
            ["timeout"] = declaration["timeout"],
            ["timeout_recoverable"] = declaration["timeout_recoverable"],
            ["node_id"] = task.Instance.Id,
            ["node_name"] = task.Instance.NodeId,
            ["plugin"] = new JObject
            {
                ["name"] = declaration["plugin"],
                ["package_name"] = plugin["package_name"],
                ["package_version"] = plugin["package_version"],
                ["visibility"] = null,
                ["tenant_name"] = null,
                ["source"] = plugin["source"],
                ["properties"] = new JObject(),
            },
            ["operation"] = new JObject
            {
                ["name"] = task.Operation, ["retry_number"] = task.Retries, ["max_retries"] = task.MaxRetries,
            },
            ["has_intrinsic_functions"] = declaration["has_intrinsic_functions"],
            ["host_id"] = task.Instance.Row["host_id"],
            ["executor"] = declaration["executor"],
            ["local"] = false,
            ["rest_host"] = new JArray("127.0.0.1"),
            ["rest_port"] = RestPort,
            ["bypass_maintenance"] = null,
            ["workflow_parameters"] = execution["parameters"],
            ["execution_creator_username"] = execution["created_by"],
            ["blueprint_id"] = execution["blueprint_id"],
            ["deployment_id"] = execution["deployment_id"],
            ["deployment_display_name"] = execution["deployment_display_name"],
            ["deployment_creator"] = deployment["created_by"],
            ["deployment_resource_tags"] = deployment["resource_tags"] ?? new JObject(),
        };
        if (declaration.Text("executor") == "central_deployment_agent")
        {
            context["execution_env"] = new JObject();
        }

        if (task.Relationship is { } relationship)
        {
            var isSource = relationship.Source == task.Instance;
            var related = isSource ? relationship.Target : relationship.Source;
            context["related"] = new JObject
            {
                ["node_id"] = related.Id, ["node_name"] = related.NodeId, ["is_target"] = isSource,
            };
            context.Map("operation")["relationship"] = isSource ? "source" : "target";
        }

        return context;
    }
}
