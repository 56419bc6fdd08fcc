using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Gets the values of attributes, some of which are derived from others.</summary>
internal static class ResourceValue
{
    public static JToken Of(RequestContext call, JObject row, string field) => field switch
    {
        "resource_availability" => row["visibility"] ?? JValue.CreateNull(),
        "private_resource" => row.Text("visibility") == "private",
        "upload_execution" =>
            call.State.Executions.Find(row.Tenant(), row.Text("upload_execution") ?? "") is { } execution
            ? UploadExecution(call, execution)
            : JValue.CreateNull(),
        "permission" => call.Manager.Version < new Version(4, 0, 1) ? "creator" : JValue.CreateNull(),
        "labels_filter_rules" => RulesOfType(row, "label"),
        "attrs_filter_rules" => RulesOfType(row, "attribute"),
        "workflows" when row["workflows"] is JArray workflows =>
            call.IsManager(6, 2) ? Workflows(call, row, workflows)
            : call.IsManager(5, 0) ? workflows
            : OldWorkflows(workflows),
        _ => row[field] ?? JValue.CreateNull(),
    };

    private static JArray RulesOfType(JObject filter, string type) =>
        new(filter.Items("value").Where(rule => rule.Text("type") == type));

    /// <summary>Before 5.0 a workflow has a name and parameters only.</summary>
    private static JArray OldWorkflows(JArray workflows) =>
        new(workflows.OfType<JObject>().Select(workflow => new JObject
    {
        ["name"] = workflow["name"], ["created_at"] = null, ["parameters"] = workflow["parameters"],
    }));

    /// <summary>Manager 6.2 and later: a workflow shows whether it can be started.</summary>
    private static JArray Workflows(RequestContext call, JObject deployment, JArray workflows)
    {
        var nodes = call.Manager.Store.NodesOf(deployment.Tenant(), deployment.Id());
        var instances = call.Manager.Store.NodeInstancesOf(deployment.Tenant(), deployment.Id());
        return new JArray(workflows.OfType<JObject>().Select(workflow =>
        {
            var shown = (JObject)workflow.DeepClone();
            shown.Remove("created_at");
            shown["is_available"] = WorkflowAvailability.IsAvailable(workflow, nodes, instances);
            return shown;
        }));
    }

    private static JObject UploadExecution(RequestContext call, JObject execution)
    {
        var shown = new JObject();
        foreach (var field in ResourceType.Execution.Fields(call.Manager.Version))
        {
            shown[field] = Of(call, execution, field).DeepClone();
        }

        shown["execution_group_id"] = "[]";
        return shown;
    }
}
