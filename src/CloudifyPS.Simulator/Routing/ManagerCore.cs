using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Resources;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>The manager itself: what it holds, its routes, and how a request finds its way through.</summary>
internal sealed class ManagerCore : IDisposable
{
    public const string DefaultTenant = "default_tenant";
    private const string Missing =
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling and "
        + "try again.";

    private JObject? _restore;

    private static readonly string[] ApiVersions = ["v1", "v2", "v2.1", "v3", "v3.1"];

    public ManagerCore(SimulatorOptions options)
    {
        Options = options;
        Version = Version.Parse(options.Version);
        State = new ManagerState();
        Store = new WorkflowStore(this);
        Engine = new WorkflowEngine(Store, options);
        Authenticator = new Authenticator(this);
        State.Tenants.Add(new JObject { ["name"] = DefaultTenant });
        UsersApi.Add(this, options.AdminUserName, options.AdminPassword, isAdmin: true);
        FiltersApi.AddSystemFilters(this);
        Routes =
        [
            .. ManagerApi.Routes, .. BlueprintsApi.Routes, .. DeploymentsApi.Routes,
            .. ExecutionsApi.Routes, .. EventsApi.Routes, .. NodesApi.Routes,
            .. NodeInstancesApi.Routes, .. PluginsApi.Routes, .. SecretsApi.Routes,
            .. SnapshotsApi.Routes, .. TokensApi.Routes, .. TenantsApi.Routes,
            .. UsersApi.Routes, .. UserGroupsApi.Routes, .. ClusterApi.Routes, .. SitesApi.Routes, .. FiltersApi.Routes,
            .. LabelsApi.Routes, .. SummaryApi.Routes, .. SearchesApi.Routes, .. ConfigApi.Routes,
            .. SchedulesApi.Routes, .. TaskGraphsApi.Routes,
        ];
    }

    public SimulatorOptions Options { get; }

    public Version Version { get; }

    public ManagerState State { get; }

    public WorkflowStore Store { get; }

    public WorkflowEngine Engine { get; }

    public Authenticator Authenticator { get; }

    public DateTimeOffset Now => Engine.Scheduler.Now;

    public Random Random { get; } = new();

    /// <summary>How the manager reaches other servers.</summary>
    public HttpClient Web { get; set; } = new();

    /// <summary>All that the manager of any version serves.</summary>
    public IReadOnlyList<Route> Routes { get; }

    /// <summary>Whether a snapshot is being restored; then hardly anything else works.</summary>
    public bool IsRestoring => _restore is { } restore && !ExecutionStatus.IsEnd(restore.Text("status"));

    public string AdminRole => Version >= new Version(4, 2) ? "sys_admin" : "admin";

    public string UserRole => Version >= new Version(4, 2) ? "default" : "user";

    public void BeginRestore(JObject execution) => _restore = execution;

    public void Dispose() => Web.Dispose();

    public async Task<ApiResponse> AnswerAsync(ApiRequest request)
    {
        // Others are not to wait for a server that may be slow.
        if (UrlToFetch(request) is { } url)
        {
            request.Download = await Download.FetchAsync(Web, url).ConfigureAwait(false);
        }

        return Answer(request);
    }

    private ApiResponse Answer(ApiRequest request)
    {
        lock (State.Gate)
        {
            Engine.RunDue();
            try
            {
                return Dispatch(request);
            }
            catch (ManagerErrorException error)
            {
                return ApiResponse.Error(error.Status, error.ErrorCode, error.Message);
            }
            catch (DslException error)
            {
                return ApiResponse.Error(400, error.ErrorCode, error.Message);
            }
            catch (PydanticException error)
            {
                return ApiResponse.Json(
                    new JObject { ["error_code"] = "bad_parameters_error", ["message"] = error.Message }, 400);
            }
            catch (InvalidFilterRuleException error)
            {
                return error.Response();
            }
            catch (MalformedBodyException)
            {
                return ApiResponse.Html(
                    400, "Bad Request", "The browser (or proxy) sent a request that this server could not understand.");
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // As a manager does: the request fails, the service goes on.
                return ApiResponse.Error(
                    500, "internal_server_error",
                    $"Internal error occurred in manager REST server - {exception.GetType().Name}: {exception.Message}",
                    new JObject { ["server_traceback"] = exception.ToString() });
            }
        }
    }

    /// <summary>Runs one of the manager's own workflows to its end while the client waits.</summary>
    public void RunNow(JObject execution, Action work)
    {
        Engine.SetStatus(execution, ExecutionStatus.Started, "");
        var name = execution.Text("workflow_id");
        Engine.Events.Report(execution, "workflow_started", $"Starting '{name}' workflow execution");
        try
        {
            foreach (var pause in SystemWorkflow.Run(execution, new SystemWork(null, work), Engine.Events, Store))
            {
                // The client waits, so all of it happens now.
                _ = pause;
            }
        }
        catch (Exception exception) when (exception is DslException or ManagerErrorException)
        {
            Engine.Events.Report(execution, "workflow_failed", $"'{name}' workflow execution failed: {exception.Message}");
            Engine.SetStatus(execution, ExecutionStatus.Failed, exception.Message);
            throw;
        }

        Engine.Events.Report(execution, "workflow_succeeded", $"'{name}' workflow execution succeeded");
        Engine.SetStatus(execution, ExecutionStatus.Terminated, "");
    }

    /// <summary>A new execution's row; it is stored, but not started.</summary>
    public JObject AddExecution(
        RequestContext call, string workflowId, JObject parameters, JObject? deployment, bool isSystem, string status = "pending")
    {
        var row = call.NewRow("tenant", "id", Guid.NewGuid().ToString());
        row["visibility"] = deployment?.Text("visibility") ?? "tenant";
        row["workflow_id"] = workflowId;
        row["parameters"] = parameters;
        row["status"] = status;
        row["status_display"] = ExecutionStatus.Display(status);
        row["is_system_workflow"] = isSystem;
        row["error"] = null;
        row["is_dry_run"] = false;
        row["resume"] = false;
        row["total_operations"] = 0;
        row["finished_operations"] = 0;
        row["allow_custom_parameters"] = false;
        row["deployment_id"] = deployment?["id"];
        row["deployment_display_name"] = deployment?["display_name"];
        row["blueprint_id"] = deployment?["blueprint_id"];
        return State.Executions.Add(row);
    }

    /// <summary>The URL that the request asks the manager to fetch; null when there is none or the user may not.</summary>
    private string? UrlToFetch(ApiRequest request)
    {
        var (matches, api) = Match(request);
        if (matches.FirstOrDefault(match => match.Route.Method == request.Method).Route is not { UrlArgument: { } name } route
            || Uploads.Url(request, name) is not { } url)
        {
            return null;
        }

        lock (State.Gate)
        {
            try
            {
                _ = Permit(request, route, api, []);
                return url;
            }
            catch (ManagerErrorException)
            {
                return null;
            }
        }
    }

    /// <summary>The routes of the request's path, whatever their methods.</summary>
    private (IReadOnlyList<(Route Route, Dictionary<string, string> Values)> Matches, string Api) Match(ApiRequest request)
    {
        var path = request.Path.Split('/').Skip(1).Select(Uri.UnescapeDataString).ToList();
        var isUnversioned = path.Count == 2 && path[0] == "api" && path[1] == "version";
        var api = isUnversioned ? "v3.1" : path.Count > 2 && path[0] == "api" ? path[1] : "";
        var rest = isUnversioned ? ["version"] : path.Skip(2).ToList();
        var matches = ApiVersions.Contains(api)
            ? Routes.Where(route => route.IsServed(Version, api) && (Options.Premium || !route.IsPremiumOnly))
                .Select(route => (Route: route, Values: route.Match(rest)!))
                .Where(match => match.Values is not null)
                .ToList()
            : [];

        // A literal segment beats a name: /tenants/users is no tenant.
        var fewest = matches.Select(match => match.Values.Count).DefaultIfEmpty().Min();
        return ([.. matches.Where(match => match.Values.Count == fewest)], api);
    }

    private ApiResponse Dispatch(ApiRequest request)
    {
        if (FileServer.Serves(request.Path))
        {
            return FileServer.Answer(this, request);
        }

        var (matches, api) = Match(request);
        if (matches.Count == 0)
        {
            return ApiResponse.Html(404, "Not Found", Missing);
        }

        var allowed = matches.Select(match => match.Route.Method).ToList();
        if (request.Method == "OPTIONS")
        {
            return WithAllow(new ApiResponse(200, [], "text/html; charset=utf-8"), allowed);
        }

        var method = request.Method == "HEAD" ? "GET" : request.Method;
        var found = matches.FirstOrDefault(match => match.Route.Method == method);
        if (found.Route is null)
        {
            return WithAllow(
                ApiResponse.Html(
                    405, "Method Not Allowed", "The method is not allowed for the requested URL."),
                allowed);
        }

        return found.Route.Handler(Permit(request, found.Route, api, found.Values));
    }

    /// <summary>The request with its user and tenant.</summary>
    /// <exception cref="ManagerErrorException">The user is unknown, or may not.</exception>
    private RequestContext Permit(ApiRequest request, Route route, string api, Dictionary<string, string> values)
    {
        if (route.IsAnonymous)
        {
            return new RequestContext(this, request, api, values, null, "");
        }

        var user = Authenticator.Authenticate(request);
        var tenant = Authenticator.Tenant(request, route, user);
        if (!route.WorksInMaintenance && State.Settings.Map("maintenance").Text("status") == "activated")
        {
            throw new ManagerErrorException(
                503, "maintenance_mode_active",
                "Your request was rejected since Cloudify manager is currently in maintenance mode");
        }

        if (IsRestoring && !route.WorksInMaintenance)
        {
            throw new ManagerErrorException(
                503, "in_snapshot_restore_error", "The manager is restoring a snapshot; try again when that is done");
        }

        if (ClusterApi.IsReplica(State) && !route.WorksInMaintenance && !route.Template.StartsWith("cluster", StringComparison.Ordinal))
        {
            throw new ManagerErrorException(
                400, "not_cluster_master", "This manager is not currently running (it is a replica of a cluster)");
        }

        Authenticator.Authorize(user, tenant, route.Action);
        return route.IsPremium && !Options.Premium
            ? throw MissingPremium()
            : new RequestContext(this, request, api, values, user, tenant);
    }

    public static ManagerErrorException MissingPremium() => new(
        404, "missing_premium_package_error",
        "This feature exists only in the premium edition of Cloudify.\nPlease contact sales for additional info.");

    private static ApiResponse WithAllow(ApiResponse response, IEnumerable<string> methods)
    {
        response.Headers["Allow"] = string.Join(", ", methods.Append("HEAD").Append("OPTIONS").Distinct());
        return response;
    }
}
