using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>The manager that requests act on: its options, state, clock and workflow engine.</summary>
internal sealed class ManagerContext : IDisposable
{
    public const string DefaultTenant = "default_tenant";

    private JObject? _restore;

    public ManagerContext(SimulatorOptions options, ManagerState state, IWorkflowStore store, WorkflowEngine engine)
    {
        Options = options;
        Version = Version.Parse(options.Version);
        State = state;
        Store = store;
        Engine = engine;
        Maintenance = new MaintenanceMode(this);
    }

    public SimulatorOptions Options { get; }

    public Version Version { get; }

    public ManagerState State { get; }

    public IWorkflowStore Store { get; }

    public WorkflowEngine Engine { get; }

    public DateTimeOffset Now => Engine.Scheduler.Now;

    public Random Random { get; } = new();

    /// <summary>Gets or sets the client that downloads archives from other servers.</summary>
    public HttpClient Web { get; set; } = new();

    /// <summary>Gets whether a snapshot is being restored; most requests are rejected until it ends.</summary>
    public bool IsRestoring => _restore is { } restore && !ExecutionStatus.IsEnd(restore.Text("status"));

    public MaintenanceMode Maintenance { get; }

    /// <summary>Gets whether another node of a 4.x cluster is the active one.</summary>
    public bool IsReplica => State.Settings.Map("cluster").Text("self") is { } self
        && !(State.ClusterNodes.Find("", self)?.Flag("master") ?? true);

    public string AdminRole => Version >= new Version(4, 2) ? "sys_admin" : "admin";

    public string UserRole => Version >= new Version(4, 2) ? "default" : "user";

    public void BeginRestore(JObject execution) => _restore = execution;

    public void Dispose() => Web.Dispose();
}
