using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Resources;
using CloudifyPS.Client.Versions;

namespace CloudifyPS.Client;

/// <summary>The clients of every kind of resource, in one tenant of a session. Thread-safe.</summary>
internal sealed class ManagerClient
{
    private readonly ApiClient _api;

    /// <param name="session">The session.</param>
    /// <param name="tenant">The tenant; null for the session's.</param>
    /// <param name="observer">Receives every request; null for none.</param>
    public ManagerClient(CfySession session, string? tenant = null, IRequestObserver? observer = null)
    {
        _api = new ApiClient(session, tenant, observer);
        Cluster = new ClusterClient(_api);
        Executions = new ExecutionClient(_api);
        Blueprints = new BlueprintClient(_api, Executions);
        Deployments = new DeploymentClient(_api, Executions);
        Events = new EventClient(_api, Executions);
        Manager = new ManagerInfoClient(_api);
        NodeInstances = new NodeInstanceClient(_api);
        Nodes = new NodeClient(_api);
        Plugins = new PluginClient(_api);
        Raw = new RawClient(_api);
        Secrets = new SecretClient(_api);
        Snapshots = new SnapshotClient(_api);
        Tenants = new TenantClient(_api);
        Tokens = new TokenClient(_api);
        UserGroups = new UserGroupClient(_api);
        Users = new UserClient(_api);
    }

    public string Tenant => _api.Tenant;

    public BlueprintClient Blueprints { get; }

    public ClusterClient Cluster { get; }

    public DeploymentClient Deployments { get; }

    public EventClient Events { get; }

    public ExecutionClient Executions { get; }

    public ManagerInfoClient Manager { get; }

    public NodeInstanceClient NodeInstances { get; }

    public NodeClient Nodes { get; }

    public PluginClient Plugins { get; }

    public RawClient Raw { get; }

    public SecretClient Secrets { get; }

    public SnapshotClient Snapshots { get; }

    public TenantClient Tenants { get; }

    public TokenClient Tokens { get; }

    public UserGroupClient UserGroups { get; }

    public UserClient Users { get; }

    public ManagerConnection Connection => _api.Connection;

    /// <summary>Opens a session, and asks the manager for its version unless the options say not to.</summary>
    /// <exception cref="CfyException">The manager cannot be reached, or refuses the credentials.</exception>
    public static async Task<CfySession> ConnectAsync(
        ConnectionOptions options, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        var connection = new ManagerConnection(options);
        try
        {
            var session = new CfySession(options.Manager, options.Tenant)
            {
                Connection = connection,
                UserName = options.UserName,
                Authentication = connection.AuthenticationKind,
            };
            connection.Moved = manager => session.Manager = manager;
            if (!options.NoProbe)
            {
                var version = await new ManagerClient(session, observer: observer).Manager
                    .GetVersionAsync(cancellationToken).ConfigureAwait(false);
                session.Edition = version.Edition;
                session.ManagerVersion = connection.ManagerVersion = version.ToVersion();
                connection.ApiVersion = options.ApiVersion ?? (connection.IsAtLeast(4, 1) ? "v3.1" : "v3");
            }

            session.ApiVersion = connection.ApiVersion;
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes a session and ends its requests. Closing it twice is no error.</summary>
    public static void Disconnect(CfySession session)
    {
        session.IsConnected = false;
        session.Connection?.Dispose();
    }

    /// <summary>Gets the client of a kind of resource.</summary>
    public ResourceClient<T> Of<T>()
        where T : Resource, new() => new object[]
        {
            Blueprints, Cluster.Nodes, Deployments, Executions,
            NodeInstances, Nodes, Plugins, Secrets, Snapshots, Tenants,
            Tokens, UserGroups, Users,
        }.OfType<ResourceClient<T>>().Single();

    /// <summary>Gets whether the manager searches a kind (Manager 4.4 and later).</summary>
    public bool CanSearch<T>()
        where T : Resource, new() => Of<T>().Description.SearchField is not null && Connection.IsAtLeast(4, 4);

    /// <summary>Gets whether the manager's search looks at the key of a kind. It does not for plugins.</summary>
    public bool CanSearchKey<T>()
        where T : Resource, new()
    {
        var description = Of<T>().Description;
        return description.SearchField == description.Key && CanSearch<T>();
    }

    /// <summary>Creates a wait for executions.</summary>
    /// <param name="isReached">Whether an execution has reached what is waited for.</param>
    /// <param name="limit">The time limit; null for none.</param>
    /// <param name="shown">
    /// The filter of the events that are read during the wait, and their receiver; null for no events.
    /// </param>
    public ExecutionWatch WatchExecutions(
        Func<Execution, bool> isReached,
        TimeSpan? limit,
        (EventQuery Filter, Action<IReadOnlyList<Event>> Emit)? shown = null) =>
        new(Executions, Events, _api.TimeProvider, _api.Waiter, isReached, limit) { Events = shown };

    /// <inheritdoc cref="ApiClient.AttachSession{T}"/>
    public T AttachSession<T>(T resource)
        where T : Resource => _api.AttachSession(resource);

    /// <summary>Refuses a cmdlet, or a parameter of it, that this manager's version does not have.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="parameters">
    /// The number of values of each parameter in use, without switches that are off.
    /// </param>
    /// <exception cref="CfyUnsupportedException">The manager does not have it.</exception>
    public void Require(string cmdlet, IReadOnlyDictionary<string, int> parameters) =>
        _api.Require(VersionTable.Of(cmdlet, parameters));
}
