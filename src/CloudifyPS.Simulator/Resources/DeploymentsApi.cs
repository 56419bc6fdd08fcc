using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>deployments</c> endpoints, with <c>outputs</c> and <c>capabilities</c>.</summary>
internal static class DeploymentsApi
{
    public const string Kind = "Deployment";
    private const string ParentKey = "csys-obj-parent";

    /// <summary>The attributes that a request can set once, before the environment is created.</summary>
    private static readonly string[] FirstAndOnly =
    [
        "description", "workflows", "inputs", "policy_types", "policy_triggers", "groups", "scaling_groups", "outputs",
        "capabilities", "runtime_only_evaluation", "resource_tags",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "deployments", "deployment_list", call =>
            FiltersApi.List(call, "deployments", ResourceType.Deployment, call.State.Deployments)),
        new("GET", "deployments/{id}", "deployment_get", Get),
        new("PUT", "deployments/{id}", "deployment_create", DeploymentCreation.Create),
        new("DELETE", "deployments/{id}", "deployment_delete", Delete),
        new("PATCH", "deployments/{id}", "deployment_update", Update)
            { Since = new(5, 2), OnlyV31Since = new(4, 0) },
        new("GET", "deployments/{id}/outputs", "deployment_outputs", Outputs),
        new("GET", "deployments/{id}/capabilities", "deployment_capabilities", Capabilities)
            { Since = new(4, 6), OnlyV31Since = new(4, 0) },
        new("PATCH", "deployments/{id}/set-visibility", "deployment_set_visibility", SetVisibility)
            { Since = new(4, 3), OnlyV31Since = new(4, 0) },
        new("POST", "deployments/{id}/set-site", "deployment_set_site", SetSite)
            { Since = new(5, 0), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse Get(RequestContext call) => Show(call, Find(call));

    private static JObject Find(RequestContext call) =>
        RowVisibility.Get(call, call.State.Deployments, Kind, call["id"]);

    public static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Deployment.Show(call, row), status);

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

        var children =
            call.State.Deployments.Rows.Where(child => child.Tenant() == row.Tenant() && HasParent(child, row.Id()))
            .Select((child, i) =>
                $"[{i + 1}] Deployment `{row.Id()}` is the parent of deployment {child.Id()}").ToList();
        if (children.Count > 0 && !call.Flag("force"))
        {
            throw new ManagerErrorException(
                400, "dependent_exists_error",
                $"Can't delete deployment {row.Id()} - the following existing installations depend on it:\n"
                + string.Join("\n", children));
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
        var execution = ExecutionFactory.Add(
            call, "delete_deployment_environment",
            new JObject { ["delete_logs"] = deleteLogs, ["force"] = isForced, ["recursive"] = call.Flag("recursive") },
            row, isSystem: false);
        call.Manager.Engine.StartSystem(execution, () => Remove(call.Manager, row, deleteLogs));
        return ApiResponse.NoContent();
    }

    private static bool IsOf(JObject row, JObject deployment) =>
        row.Text("deployment_id") == deployment.Id() && row.Tenant() == deployment.Tenant();

    public static void Remove(ManagerContext manager, JObject row, bool withLogs)
    {
        var state = manager.State;
        state.Deployments.Remove(row);
        state.Nodes.RemoveAll(node => IsOf(node, row));
        state.NodeInstances.RemoveAll(instance => IsOf(instance, row));
        state.Agents.RemoveAll(agent => IsOf(agent, row));
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
            throw Refusal.IllegalAction("Update a deployment request must include at least one parameter to update");
        }

        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        Ownership.Change(call, row, body);
        if (FirstAndOnly.FirstOrDefault(name => body[name] is not null) is { } fixedName)
        {
            throw Refusal.Conflict($"{fixedName} is already set");
        }

        if (body["blueprint_id"] is not null)
        {
            throw new ManagerErrorException(
                403, "only_deployment_update", "Changing the blueprint is only possible via deployment-update");
        }

        if (body["labels"] is { } given)
        {
            var labels = Labels.Parse(call, given);
            CheckParents(call, row, labels);
            row["labels"] = labels;
        }

        if (body.Text("display_name") is { } name)
        {
            row["display_name"] = name;
            foreach (var dependent in call.State.Nodes.Rows.Concat(call.State.Executions.Rows)
                .Concat(call.State.Events.Rows)
                .Where(dependent => IsOf(dependent, row)))
            {
                dependent["deployment_display_name"] = name;
            }
        }

        if (body.Text("visibility") is { } visibility)
        {
            VisibilityRules.Widen(call, row, row.Id(), visibility);
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static bool HasParent(JObject deployment, string parent) => deployment.Items("labels")
        .Any(label => label.Text("key") == ParentKey && label.Text("value") == parent);

    /// <summary>Checks that the environments that labels name as parents exist and are no descendants.</summary>
    private static void CheckParents(RequestContext call, JObject row, JArray labels)
    {
        foreach (var parent in labels.OfType<JObject>().Where(label => label.Text("key") == ParentKey)
            .Select(label => label.Text("value")!))
        {
            if (RowVisibility.Find(call, call.State.Deployments, parent) is null)
            {
                throw new ManagerErrorException(
                    404, "deployment_parent_not_found_error",
                    $"Environment referenced by `{ParentKey}` not found: {parent}");
            }

            var ancestors = new HashSet<string>(StringComparer.Ordinal);
            var next = new Queue<string>([parent]);
            while (next.Count > 0)
            {
                var id = next.Dequeue();
                if (!ancestors.Add(id) || RowVisibility.Find(call, call.State.Deployments, id) is not { } ancestor)
                {
                    continue;
                }

                foreach (var label in ancestor.Items("labels").Where(label => label.Text("key") == ParentKey))
                {
                    next.Enqueue(label.Text("value")!);
                }
            }

            if (ancestors.Contains(row.Id()))
            {
                throw Refusal.Conflict($"cyclic dependencies: {row.Id()}");
            }
        }
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        if (visibility == "global"
            && RowVisibility.Find(call, call.State.Blueprints, row.Text("blueprint_id")!) is { } blueprint
            && blueprint.Text("visibility") is not "global" and var limit)
        {
            throw Refusal.IllegalAction(
                $"The visibility of deployment `{row.Id()}` can't be wider than the visibility of its blueprint "
                + $"`{blueprint.Id()}`. Current blueprint visibility is {limit}");
        }

        VisibilityRules.Widen(call, row, row.Id(), visibility);
        return Show(call, row);
    }

    private static ApiResponse SetSite(RequestContext call)
    {
        var body = call.Body();
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        var site = Arguments.Optional(body, "site_name", JTokenType.String);
        var isDetached = Arguments.Flag(body, "detach_site");
        if (site is not null == isDetached)
        {
            throw Refusal.BadParameters(
                "Must provide either a `site_name` of a valid site or `detach_site` with true value for detaching the "
                + "current site of the given deployment");
        }

        row["site_name"] = site is null
            ? null
            : RowVisibility.Get(call, call.State.Sites, "Site", (string)site!)["name"];
        return Show(call, row);
    }

    private static ApiResponse Outputs(RequestContext call)
    {
        var row = Find(call);
        return ApiResponse.Json(new JObject
        {
            ["deployment_id"] = row["id"],
            ["outputs"] = FunctionEvaluator.EvaluateOutputs(row.Map("outputs"), new FunctionContext(call.State, row)),
        });
    }

    private static ApiResponse Capabilities(RequestContext call)
    {
        var row = Find(call);
        return ApiResponse.Json(new JObject
        {
            ["deployment_id"] = row["id"],
            ["capabilities"] = FunctionEvaluator.EvaluateCapabilities(
                row.Map("capabilities"), new FunctionContext(call.State, row)),
        });
    }
}
