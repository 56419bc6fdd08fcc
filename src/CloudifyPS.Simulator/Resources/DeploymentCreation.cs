using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Deployments;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Creates deployments: <c>PUT deployments/{id}</c>.</summary>
internal static class DeploymentCreation
{
    public static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var id = Arguments.Valid("deployment_id", call["id"], anyStart: call.IsManager(6, 0));
        var blueprintId = Arguments.Required(body, "blueprint_id");
        if (body["inputs"] is { Type: not (JTokenType.Object or JTokenType.Null) } wrong)
        {
            throw Refusal.BadParameters(
                $"inputs parameter is expected to be of type dict but is of type {Arguments.TypeName(wrong)}");
        }

        var visibility = VisibilityRules.ForNew(call, body.Text("visibility"));
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

        var labels = Labels.Parse(call, Arguments.Optional(body, "labels", JTokenType.Array));
        if (RowVisibility.Find(call, call.State.Deployments, id) is { } old)
        {
            // A deployment whose creation failed is replaced.
            if (call.State.Executions.Find(old.Tenant(), old.Text("create_execution") ?? "")?.Text("status")
                != ExecutionStatus.Failed)
            {
                throw Refusal.Exists(call.Tenant, DeploymentsApi.Kind, id);
            }

            DeploymentsApi.Remove(call.Manager, old, withLogs: false);
        }

        var row = NewRow(call, body, id, blueprintId, visibility);
        Action work;
        try
        {
            var planned = DeploymentPlanner.Create(
                plan, body["inputs"] as JObject, key => RowVisibility.Find(call, call.State.Secrets, key) is not null,
                call.Manager.Random, Arguments.Flag(body, "runtime_only_evaluation"));
            work = () => Fill(call, row, planned, labels);
        }
        catch (DslException violation) when (
            violation.Error is DslError.ViolatedConstraint or DslError.FailedPlanning && call.IsManager(6, 0))
        {
            // The manager plans while it creates the environment, so the failed deployment remains.
            work = () => throw new DslException(violation.Error, violation.Message);
        }

        call.State.Deployments.Add(row);
        var execution = ExecutionFactory.Add(
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
            ExecutionFactory.RunNow(call.Manager, execution, work);
        }
        else
        {
            call.Manager.Engine.StartSystem(execution, work);
        }

        return DeploymentsApi.Show(call, row, 201);
    }

    private static JObject NewRow(RequestContext call, JObject body, string id, string blueprintId, string visibility)
    {
        var row = call.NewRow(visibility, "id", id);
        row["updated_at"] = row["created_at"];
        row["blueprint_id"] = blueprintId;
        row["display_name"] = body.Text("display_name") ?? id;
        row["site_name"] = body["site_name"];
        row["runtime_only_evaluation"] = Arguments.Flag(body, "runtime_only_evaluation");
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

    /// <summary>Creates the deployment's environment.</summary>
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
        Labels.AddFromPlan(call, labels, planned.Labels);
        foreach (var plugin in PluginsApi.UsedBy(call, row))
        {
            Labels.AddFromPlugin(call, labels, plugin.Map("labels"));
        }

        foreach (var node in planned.Nodes)
        {
            WorkflowStore.Own(node, row);
            node["blueprint_id"] = row["blueprint_id"];
            node["deployment_display_name"] = row["display_name"];
            node["unavailable_instances"] = node["actual_number_of_instances"];
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
}
