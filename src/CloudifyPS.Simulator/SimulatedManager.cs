using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Resources;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator;

/// <summary>
/// Simulates a Cloudify Manager in memory. Its REST API is available on the loopback interface, or to an HttpClient
/// without a socket.
/// </summary>
public sealed class SimulatedManager : IDisposable
{
    private readonly RequestPipeline _pipeline;
    private ListenerHost? _host;

    /// <summary>Creates a manager with an administrator and the default tenant.</summary>
    /// <param name="options">The version, edition, speed and behavior of the manager.</param>
    public SimulatedManager(SimulatorOptions options)
    {
        var state = new ManagerState();
        var store = new WorkflowStore(state);
        Context = new ManagerContext(
            options ?? throw new ArgumentNullException(nameof(options)), state, store,
            new WorkflowEngine(store, options));
        state.Tenants.Add(new JObject { ["name"] = ManagerContext.DefaultTenant });
        UsersApi.Add(Context, options.AdminUserName, options.AdminPassword, isAdmin: true);
        FiltersApi.AddSystemFilters(Context);
        Routes = new RouteTable(
            [
                .. ManagerApi.Routes, .. BlueprintsApi.Routes, .. DeploymentsApi.Routes, .. ExecutionsApi.Routes,
                .. EventsApi.Routes, .. NodesApi.Routes, .. NodeInstancesApi.Routes, .. PluginsApi.Routes,
                .. SecretsApi.Routes, .. SnapshotsApi.Routes, .. TokensApi.Routes, .. TenantsApi.Routes,
                .. UsersApi.Routes, .. UserGroupsApi.Routes, .. ClusterApi.Routes, .. ManagersApi.Routes,
                .. AgentsApi.Routes, .. LicenseApi.Routes, .. SitesApi.Routes, .. FiltersApi.Routes,
                .. LabelsApi.Routes,
                .. SummaryApi.Routes, .. SearchesApi.Routes, .. ConfigApi.Routes, .. SchedulesApi.Routes,
                .. TaskGraphsApi.Routes,
            ],
            Context.Version, options.Premium);
        _pipeline = new RequestPipeline(Context, Routes, request => FileServer.Answer(Context, request));
    }

    /// <summary>Gets the address that the manager listens on; null before <see cref="Start"/> is called.</summary>
    public Uri? Address => _host?.Address;

    internal ManagerContext Context { get; }

    internal RouteTable Routes { get; }

    /// <summary>Starts to listen on the loopback interface.</summary>
    /// <returns>The address, for example <c>http://127.0.0.1:40123/</c>.</returns>
    public Uri Start()
    {
        _host ??= new ListenerHost(Context.Options.Port, _pipeline.AnswerAsync);
        return _host.Address;
    }

    /// <summary>Creates a message handler that connects an HttpClient to this manager without a socket.</summary>
    /// <returns>The handler. The caller disposes of it.</returns>
    public HttpMessageHandler CreateHandler() => new SimulatorHandler(_pipeline.AnswerAsync);

    /// <summary>Stops listening and discards the manager's state.</summary>
    public void Dispose()
    {
        _host?.Dispose();
        Context.Dispose();
    }
}
