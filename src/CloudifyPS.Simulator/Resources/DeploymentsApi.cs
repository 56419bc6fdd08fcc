using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Deployments;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Deployments, with their outputs and capabilities.</summary>
internal static class DeploymentsApi
{
    private const string Kind = "Deployment";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "deployments", "deployment_list", call =>
            FiltersApi.List(call, "deployments", ResourceType.Deployment, call.State.Deployments)),
        new("GET", "deployments/{id}", "deployment_get", Get),
        new("PUT", "deployments/{id}", "deployment_create", Create),
        new("DELETE", "deployments/{id}", "deployment_delete", Delete),
        new("PATCH", "deployments/{id}", "deployment_update", Update)
            { Since = new(5, 2), OnlyV31Since = new(4, 0) },
        new("GET", "deployments/{id}/outputs", "deployment_outputs", Outputs),
        new("GET", "deployments/{id}/capabilities", "deployment_capabilities", Capabilities)
            { Since = new(4, 6), OnlyV31Since = new(4, 0) },
        new("PATCH", "deployments/{id}/set-visibility", "resource_set_visibility", SetVisibility)
            { Since = new(4, 3), OnlyV31Since = new(4, 0) },
        new("POST", "deployments/{id}/set-site", "deployment_set_site", SetSite)
            { Since = new(5, 0), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse Get(RequestContext call) => Show(call, Find(call));

    private static JObject Find(RequestContext call) => RowVisibility.Get(call, call.State.Deployments, Kind, call["id"]);

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Deployment.Show(call, row), status);

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var id = RequestContext.Valid("deployment_id", call["id"], anyStart: call.IsManager(6, 0));
        var blueprintId = RequestContext.Required(body, "blueprint_id");
        if (body["inputs"] is { Type: not (JTokenType.Object or JTokenType.Null) } wrong)
        {
            throw RequestContext.Bad(
                $"inputs parameter is expected to be of type dict but is of type {RequestContext.TypeName(wrong)}");
        }

        var visibility = call.Visibility(body.Text("visibility"));
        if (RowVisibility.Find(call, call.State.Deployments, id) is { } old)
        {
            // A deployment whose creation has failed makes way.
            if (call.State.Executions.Find(old.Tenant(), old.Text("create_execution") ?? "")?.Text("status")
                != ExecutionStatus.Failed)
            {
                throw call.Exists(Kind, id);
            }

            Remove(call.Manager, old, withLogs: false);
        }

        var blueprint = RowVisibility.Get(call, call.State.Blueprints, "Blueprint", blueprintId);
        if (blueprint["plan"] is not JObject plan)
        {
            throw new ManagerErrorException(
                400, "deployment_creation_error",
                "Unable to create a deployment based on a blueprint which is not `uploaded` but: "
                + $"`{blueprint.Text("state")}`");
        }

        if (body.Text("site_name") is { } site)
        {
            _ = RowVisibility.Get(call, call.State.Sites, "Site", site);
        }

        var row = NewRow(call, body, id, blueprintId, visibility);
        var labels = Labels.Parse(call, body["labels"]);
        Action work;
        try
        {
            var planned = DeploymentPlanner.Create(
                plan, body["inputs"] as JObject, key => RowVisibility.Find(call, call.State.Secrets, key) is not null,
                call.Manager.Random, RequestContext.Flag(body, "runtime_only_evaluation"));
            work = () => Fill(call, row, planned, labels);
        }
        catch (DslException violation) when (violation.Error == DslError.ViolatedConstraint && call.IsManager(6, 0))
        {
            // Constraints are checked when the environment is created, so that a failed deployment stays behind.
            work = () => throw new DslException(violation.Error, violation.Message);
        }

        call.State.Deployments.Add(row);
        var execution = call.Manager.AddExecution(
            call, "create_deployment_environment",
            new JObject
            {
                ["inputs"] = (body["inputs"] as JObject)?.DeepClone() ?? new JObject(),
                ["display_name"] = body["display_name"],
            },
            row, isSystem: false);
        if (labels.Count > 0)
        {
            execution.Map("parameters")["labels"] = new JArray(labels.OfType<JObject>().Select(label => new JObject
            {
                ["key"] = label["key"], ["value"] = label["value"], ["created_at"] = null, ["created_by"] = null,
            }));
        }

        row["create_execution"] = execution["id"];
        if (call.IsV31 && call.IsManager(6, 0) && !call.Flag("async_create"))
        {
            call.Manager.RunNow(execution, work);
        }
        else
        {
            call.Manager.Engine.StartSystem(execution, work);
        }

        return Show(call, row, 201);
    }

    private static JObject NewRow(RequestContext call, JObject body, string id, string blueprintId, string visibility)
    {
        var row = call.NewRow(visibility, "id", id);
        row["updated_at"] = row["created_at"];
        row["blueprint_id"] = blueprintId;
        row["display_name"] = body.Text("display_name") ?? id;
        row["site_name"] = body["site_name"];
        row["runtime_only_evaluation"] = RequestContext.Flag(body, "runtime_only_evaluation");
        row["labels"] = new JArray();
        row["deployment_groups"] = new JArray();
        row["installation_status"] = "inactive";
        row["deployment_status"] = "requires_attention";
        row["environment_type"] = "";
        row["has_sub_deployments"] = false;
        foreach (var count in new[]
        {
            "sub_services_count", "sub_environments_count", "drifted_instances", "unavailable_instances",
        })
        {
            row[count] = 0;
        }

        return row;
    }

    /// <summary>What the deployment's environment brings.</summary>
    private static void Fill(RequestContext call, JObject row, DeploymentPlan planned, JArray labels)
    {
        row["description"] = planned.Description;
        row["inputs"] = planned.Inputs;
        row["outputs"] = planned.Outputs;
        row["capabilities"] = planned.Capabilities;
        row["groups"] = planned.Groups;
        row["policy_types"] = planned.PolicyTypes;
        row["policy_triggers"] = planned.PolicyTriggers;
        row["scaling_groups"] = planned.ScalingGroups;
        row["resource_tags"] = planned.ResourceTags;
        row["workflows"] = new JArray(planned.Workflows.Properties().Select(Workflow));
        row["labels"] = labels;
        foreach (var label in planned.Labels.Properties())
        {
            foreach (var value in ((JObject)label.Value).Texts("values"))
            {
                labels.Add(Labels.New(call, label.Name, value));
            }
        }

        foreach (var node in planned.Nodes)
        {
            WorkflowStore.Own(node, row);
            node["blueprint_id"] = row["blueprint_id"];
            node["deployment_display_name"] = row["display_name"];
            node["drifted_instances"] ??= 0;
            node["unavailable_instances"] ??= node["number_of_instances"];
            node["actual_number_of_instances"] ??= node["number_of_instances"];
            node["actual_planned_number_of_instances"] ??= 0;
            call.State.Nodes.Add(node);
        }

        foreach (var instance in planned.NodeInstances)
        {
            WorkflowStore.Own(instance, row);
            instance["state"] ??= "uninitialized";
            instance["version"] ??= 1;
            instance["runtime_properties"] ??= new JObject();
            instance["system_properties"] ??= new JObject();
            instance["has_configuration_drift"] ??= false;
            instance["is_status_check_ok"] ??= false;
            call.State.NodeInstances.Add(instance);
        }

        row["unavailable_instances"] = planned.NodeInstances.Count;
    }

    private static JObject Workflow(JProperty workflow)
    {
        var shown = new JObject { ["name"] = workflow.Name, ["created_at"] = null };
        shown.Merge(workflow.Value.DeepClone());
        return shown;
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        var running = call.State.Executions.Rows
            .Where(execution => IsOf(execution, row) && !ExecutionStatus.IsEnd(execution.Text("status"))
                && execution.Text("status") != ExecutionStatus.Scheduled)
            .Select(execution => execution.Id()).ToList();
        if (running.Count > 0)
        {
            throw new ManagerErrorException(
                400, "dependent_exists_error",
                $"Can't delete deployment {row.Id()} - There are running or queued executions for this deployment. "
                + $"Running executions ids: {string.Join(",", running)}");
        }

        var live = call.Manager.Store.NodeInstancesOf(row.Tenant(), row.Id())
            .Where(instance => instance.Text("state") is not ("uninitialized" or "deleted"))
            .Select(instance => instance.Id()).ToList();
        var isForced = call.Flag(call.IsManager(5, 1) ? "force" : "ignore_live_nodes");
        if (live.Count > 0 && !isForced)
        {
            throw new ManagerErrorException(
                400, "dependent_exists_error",
                $"Can't delete deployment {row.Id()} - There are live nodes for this deployment. "
                + $"Live nodes ids: {string.Join(",", live)}");
        }

        if (!call.IsManager(5, 1))
        {
            var shown = ResourceType.Deployment.Show(call, row);
            Remove(call.Manager, row, withLogs: true);
            return ApiResponse.Json(shown);
        }

        var deleteLogs = call.Flag("delete_logs");
        var execution = call.Manager.AddExecution(
            call, "delete_deployment_environment",
            new JObject { ["delete_logs"] = deleteLogs, ["force"] = isForced, ["recursive"] = call.Flag("recursive") },
            row, isSystem: false);
        call.Manager.Engine.StartSystem(execution, () => Remove(call.Manager, row, deleteLogs));
        return ApiResponse.NoContent();
    }

    private static bool IsOf(JObject row, JObject deployment) =>
        row.Text("deployment_id") == deployment.Id() && row.Tenant() == deployment.Tenant();

    private static void Remove(ManagerCore manager, JObject row, bool withLogs)
    {
        var state = manager.State;
        state.Deployments.Remove(row);
        state.Nodes.RemoveAll(node => IsOf(node, row));
        state.NodeInstances.RemoveAll(instance => IsOf(instance, row));
        foreach (var execution in state.Executions.Rows.Where(execution => IsOf(execution, row)).ToList())
        {
            state.Executions.Remove(execution);
            manager.Engine.Forget(execution.Id());
        }

        if (withLogs)
        {
            state.Events.RemoveAll(line => IsOf(line, row));
        }
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Count == 0)
        {
            throw new ManagerErrorException(
                400, "illegal_action_error", "Update a deployment request must include at least one parameter to update");
        }

        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        if (body["labels"] is { } labels)
        {
            row["labels"] = Labels.Parse(call, labels);
        }

        if (body.Text("display_name") is { } name)
        {
            row["display_name"] = name;
            foreach (var dependent in call.State.Nodes.Rows.Concat(call.State.Executions.Rows).Concat(call.State.Events.Rows)
                .Where(dependent => IsOf(dependent, row)))
            {
                dependent["deployment_display_name"] = name;
            }
        }

        if (body.Text("visibility") is { } visibility)
        {
            RequestContext.Widen(row, row.Id(), visibility);
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        RequestContext.Widen(row, row.Id(), visibility);
        return Show(call, row);
    }

    private static ApiResponse SetSite(RequestContext call)
    {
        var body = call.Body();
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        row["site_name"] = RequestContext.Flag(body, "detach_site")
            ? null
            : RowVisibility.Get(call, call.State.Sites, "Site", RequestContext.Required(body, "site_name"))["name"];
        return Show(call, row);
    }

    private static ApiResponse Outputs(RequestContext call)
    {
        var row = Find(call);
        return ApiResponse.Json(new JObject
        {
            ["deployment_id"] = row["id"],
            ["outputs"] = FunctionEvaluator.EvaluateOutputs(row.Map("outputs"), new FunctionContext(call.Manager, row)),
        });
    }

    private static ApiResponse Capabilities(RequestContext call)
    {
        var row = Find(call);
        return ApiResponse.Json(new JObject
        {
            ["deployment_id"] = row["id"],
            ["capabilities"] = FunctionEvaluator.EvaluateCapabilities(
                row.Map("capabilities"), new FunctionContext(call.Manager, row)),
        });
    }
}
