using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>
/// The maintenance mode of a manager: deactivated, activating while executions run, activated.
/// </summary>
internal sealed class MaintenanceMode(ManagerContext manager)
{
    private const string Activating = "activating";
    private const string Activated = "activated";
    private const string Deactivated = "deactivated";

    /// <summary>What cannot be started while the mode is being activated.</summary>
    private static readonly string[] Starts =
        ["executions", "deployments/{id}", "deployment-modifications", "snapshots/{id}", "snapshots/{id}/restore"];

    private string Status => manager.State.Settings.Map("maintenance").Text("status") ?? Deactivated;

    /// <summary>Returns the mode with the executions that it waits for.</summary>
    public JObject Show()
    {
        var mode = manager.State.Settings["maintenance"]?.DeepClone() as JObject ?? new JObject
        {
            ["status"] = Deactivated,
            ["activated_at"] = "",
            ["activation_requested_at"] = "",
            ["remaining_executions"] = null,
            ["requested_by"] = "",
        };
        mode["remaining_executions"] = Status == Activating ? Remaining() : null;
        return mode;
    }

    /// <summary>Activates the mode, at once or when the last execution has ended.</summary>
    /// <returns>False when it is active or being activated.</returns>
    public bool Activate(string user)
    {
        if (Status != Deactivated)
        {
            return false;
        }

        var isIdle = Remaining().Count == 0;
        var now = manager.Now.ToTimestamp();
        manager.State.Settings["maintenance"] = new JObject
        {
            ["status"] = isIdle ? Activated : Activating,
            ["activated_at"] = isIdle ? now : null,
            ["activation_requested_at"] = now,
            ["remaining_executions"] = null,
            ["requested_by"] = user,
        };
        return true;
    }

    /// <returns>False when it is not active.</returns>
    public bool Deactivate()
    {
        if (Status == Deactivated)
        {
            return false;
        }

        ((JObject)manager.State.Settings["maintenance"]!)["status"] = Deactivated;
        manager.Engine.StartQueued();
        return true;
    }

    /// <summary>Completes an activation whose last execution has ended.</summary>
    public void Advance()
    {
        if (Status == Activating && Remaining().Count == 0)
        {
            var mode = (JObject)manager.State.Settings["maintenance"]!;
            mode["status"] = Activated;
            mode["activated_at"] = manager.Now.ToTimestamp();
        }
    }

    /// <exception cref="ManagerErrorException">503: the mode does not permit the request.</exception>
    public void Check(string method, Route route)
    {
        if (Status == Activated
            || (Status == Activating && Starts.Contains(route.Template)
                && (method is "POST" or "PUT" or "PATCH" || route.Template == "snapshots/{id}/restore")))
        {
            throw new ManagerErrorException(
                503, Status == Activated ? "maintenance_mode_active" : "entering_maintenance_mode",
                "Your request was rejected since Cloudify manager is currently in maintenance mode");
        }
    }

    /// <summary>Returns the executions of all tenants that have not ended.</summary>
    public JArray Remaining() =>
    [
        .. manager.State.Executions.Rows.Where(row => !ExecutionStatus.IsEnd(row.Text("status"))).Select(
            row => new JObject
            {
                ["id"] = row["id"], ["status"] = row["status"], ["deployment_id"] = row["deployment_id"],
                ["workflow_id"] = row["workflow_id"],
            }),
    ];
}
