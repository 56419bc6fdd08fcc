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
        new("PATCH", "deployments/{id}/set-visibility", "resource_set_visibility", SetVisibility)
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
        if (body["labels"] is { } labels)
        {
            row["labels"] = Labels.Parse(call, labels);
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
            VisibilityRules.Widen(row, row.Id(), visibility);
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        VisibilityRules.Widen(row, row.Id(), visibility);
        return Show(call, row);
    }

    private static ApiResponse SetSite(RequestContext call)
    {
        var body = call.Body();
        var row = RowVisibility.GetToChange(call, call.State.Deployments, Kind, call["id"]);
        row["site_name"] = Arguments.Flag(body, "detach_site")
            ? null
            : RowVisibility.Get(call, call.State.Sites, "Site", Arguments.Required(body, "site_name"))["name"];
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
