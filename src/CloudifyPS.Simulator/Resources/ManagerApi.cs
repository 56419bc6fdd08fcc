using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The endpoints <c>version</c>, <c>status</c>, <c>ok</c> and <c>maintenance</c>.</summary>
internal static class ManagerApi
{
    private static readonly string[] Services =
    [
        "Webserver", "Management Worker", "Manager Rest-Service", "Cloudify API", "Cloudify Execution Scheduler",
        "AMQP-Postgres", "Monitoring Service",
    ];

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "version", "version_get", Version) { SkipsTenant = true, WorksInMaintenance = true },
        new("GET", "status", "status_get", Status)
            { OnlyV31Since = new(7, 0), SkipsTenant = true, WorksInMaintenance = true },
        new("GET", "ok", null, _ => ApiResponse.Json("OK")) { Since = new(6, 0), IsAnonymous = true },
        new("GET", "maintenance", "maintenance_mode_get", call => ApiResponse.Json(call.Manager.Maintenance.Show()))
            { SkipsTenant = true, WorksInMaintenance = true },
        new("POST", "maintenance/{action}", "maintenance_mode_set", SetMaintenance)
            { SkipsTenant = true, WorksInMaintenance = true },
    ];

    private static ApiResponse Version(RequestContext call) =>
        ApiResponse.Json(ResourceType.Version.Show(call, new JObject
    {
        ["edition"] = call.Manager.Options.Premium ? "premium" : "community",
        ["version"] = call.Manager.Options.Version,
        ["build"] = null,
        ["date"] = null,
        ["commit"] = null,
        ["distribution"] = "simulator",
        ["distro_release"] = "simulator",
    }));

    private static ApiResponse Status(RequestContext call)
    {
        if (!call.IsManager(5, 1) && call.Manager.Version < new Version(5, 0, 5))
        {
            return ApiResponse.Json(ResourceType.Status.Show(call, new JObject
            {
                ["status"] = "running",
                ["services"] = new JArray(Services.Select(OldService)),
            }));
        }

        var services = new JObject();
        if (!call.Flag("summary"))
        {
            foreach (var name in Services)
            {
                services[name] = new JObject
                    { ["status"] = "Active", ["is_remote"] = false, ["extra_info"] = new JObject() };
            }

            services["RabbitMQ"] = new JObject
            {
                ["is_remote"] = true,
                ["status"] = "Active",
                ["extra_info"] = new JObject { ["connection_check"] = "OK" },
            };
            services["PostgreSQL"] = new JObject { ["is_remote"] = true, ["status"] = "Active" };
        }

        return ApiResponse.Json(
            ResourceType.Status.Show(call, new JObject { ["status"] = "OK", ["services"] = services }));
    }

    private static JObject OldService(string name) => new()
    {
        ["display_name"] = name,
        ["instances"] = new JArray(new JObject
        {
            ["LoadState"] = "loaded",
            ["Description"] = name,
            ["state"] = "running",
            ["MainPID"] = 1,
            ["Id"] = "cloudify-" + name.ToLowerInvariant().Replace(' ', '-') + ".service",
            ["ActiveState"] = "active",
            ["SubState"] = "running",
        }),
    };

    private static ApiResponse SetMaintenance(RequestContext call)
    {
        if (call["action"] is not ("activate" or "deactivate"))
        {
            throw Refusal.BadParameters(
                $"Invalid action: {call["action"]}, Valid action values are: ['activate', 'deactivate']");
        }

        var maintenance = call.Manager.Maintenance;
        var isActivation = call["action"] == "activate";
        var remaining = maintenance.Remaining();
        if (!(isActivation ? maintenance.Activate(call.UserName) : maintenance.Deactivate()))
        {
            return new ApiResponse(304, Stream.Null, "application/json");
        }

        var answer = maintenance.Show();

        // The manager puts the list into another one.
        answer["remaining_executions"] = isActivation ? new JArray { remaining } : null;
        return ApiResponse.Json(answer);
    }
}
