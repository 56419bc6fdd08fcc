using System.Net;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Client.Transfers;
using Newtonsoft.Json;

namespace CloudifyPS.Client;

/// <summary>
/// A view of a session, in one tenant: every kind of resource has its own client. Light: made for a command and
/// forgotten after it. Thread-safe.
/// </summary>
public sealed class ManagerClient
{
    private readonly CfySession _session;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes a view.</summary>
    /// <param name="session">The session.</param>
    /// <param name="tenant">The tenant; null for the session's.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public ManagerClient(CfySession session, string? tenant = null, IRequestObserver? observer = null)
    {
        _session = session;
        _observer = observer;
        Tenant = tenant ?? session.Tenant;
        Connection = (ManagerConnection)(session.Connection ?? throw new InvalidOperationException("The session has no connection."));
        Blueprints = new BlueprintClient(this);
        Cluster = new ClusterClient(this);
        Deployments = new DeploymentClient(this);
        Events = new EventClient(this);
        Executions = new ExecutionClient(this);
        Manager = new ManagerInfoClient(this);
        NodeInstances = new NodeInstanceClient(this);
        Nodes = new NodeClient(this);
        Plugins = new PluginClient(this);
        Raw = new RawClient(this);
        Secrets = new SecretClient(this);
        Snapshots = new SnapshotClient(this);
        Tenants = new TenantClient(this);
        Tokens = new TokenClient(this);
        UserGroups = new UserGroupClient(this);
        Users = new UserClient(this);
    }

    /// <summary>The tenant that this view works in.</summary>
    public string Tenant { get; }

    /// <summary>Blueprints.</summary>
    public BlueprintClient Blueprints { get; }

    /// <summary>The cluster of managers 4.0 to 4.6.</summary>
    public ClusterClient Cluster { get; }

    /// <summary>Deployments.</summary>
    public DeploymentClient Deployments { get; }

    /// <summary>Events and logs.</summary>
    public EventClient Events { get; }

    /// <summary>Executions.</summary>
    public ExecutionClient Executions { get; }

    /// <summary>Status and version.</summary>
    public ManagerInfoClient Manager { get; }

    /// <summary>Node instances.</summary>
    public NodeInstanceClient NodeInstances { get; }

    /// <summary>Nodes.</summary>
    public NodeClient Nodes { get; }

    /// <summary>Plugins.</summary>
    public PluginClient Plugins { get; }

    /// <summary>Any endpoint.</summary>
    public RawClient Raw { get; }

    /// <summary>Secrets.</summary>
    public SecretClient Secrets { get; }

    /// <summary>Snapshots.</summary>
    public SnapshotClient Snapshots { get; }

    /// <summary>Tenants.</summary>
    public TenantClient Tenants { get; }

    /// <summary>Tokens.</summary>
    public TokenClient Tokens { get; }

    /// <summary>User groups.</summary>
    public UserGroupClient UserGroups { get; }

    /// <summary>Users.</summary>
    public UserClient Users { get; }

    /// <summary>The connection behind the session.</summary>
    internal ManagerConnection Connection { get; }

    /// <summary>The clock of waits.</summary>
    internal TimeProvider TimeProvider => Connection.TimeProvider;

    /// <summary>Opens a session, and asks the manager for its version unless told not to.</summary>
    /// <param name="options">Where to, and as whom.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session.</returns>
    /// <exception cref="CfyException">The manager is not there, or does not let the user in.</exception>
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
                session.ManagerVersion = connection.ManagerVersion = Parse(version.Version);
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

    /// <summary>Closes a session: what is under way in it ends.</summary>
    /// <param name="session">The session; closing it twice does no harm.</param>
    public static void Disconnect(CfySession session)
    {
        session.IsConnected = false;
        session.Connection?.Dispose();
    }

    /// <summary>The exception for something that a list does not have.</summary>
    internal static CfyNotFoundException NotFound(string noun, string key, string tenant)
    {
        var message = $"There is no {noun} '{key}' in tenant '{tenant}'.";
        return new CfyNotFoundException(
            message,
            new ApiError(HttpStatusCode.NotFound, "not_found_error", message, null, "GET", new Uri("about:blank")));
    }

    /// <summary>Sends a request whose answer is one resource.</summary>
    internal async Task<T> GetAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        await FindAsync<T>(request, cancellationToken).ConfigureAwait(false) ?? Own(new T());

    /// <summary>Sends a request whose answer is one resource, or nothing (204); null then.</summary>
    internal async Task<T?> FindAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new()
    {
        async Task<T?> ReadAsync(ApiResponse response, CancellationToken token)
        {
            var resource = await PageReader.ReadAsync<T>(response, token).ConfigureAwait(false);

            // Whoever asks for something gets it, or an error: nothing is not an answer.
            return resource is null && request.Method == HttpMethod.Get
                ? throw new JsonReaderException("the answer is empty.")
                : resource;
        }

        var resource = await SendAsync(request, ReadAsync, null, cancellationToken).ConfigureAwait(false);
        return resource is null ? null : Own(resource);
    }

    /// <summary>Sends a request whose answer is a page of a list.</summary>
    internal Task<Page<T>> GetPageAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : Resource, new() =>
        SendAsync(
            request,
            (response, token) => PageReader.ReadPageAsync<T>(response, item => Own(item), token),
            null,
            cancellationToken);

    /// <summary>Sends a request whose answer is free-form JSON, or nothing.</summary>
    internal Task<object?> GetValueAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, PageReader.ReadValueAsync, null, cancellationToken);

    /// <summary>Sends a request whose answer does not matter.</summary>
    internal Task SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, static (_, _) => Task.FromResult(true), null, cancellationToken);

    /// <summary>Sends a request.</summary>
    internal Task<T> SendAsync<T>(
        ApiRequest request,
        Func<ApiResponse, CancellationToken, Task<T>> read,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken) =>
        Connection.SendAsync(request, Tenant, read, _observer, progress, cancellationToken);

    /// <summary>Makes a resource remember where it came from.</summary>
    internal T Own<T>(T resource)
        where T : Resource
    {
        resource.Session = _session;
        if (resource is TenantResource { TenantName: null } inTenant)
        {
            inTenant.TenantName = Tenant;
        }

        return resource;
    }

    /// <summary>Refuses what this manager's version cannot do.</summary>
    /// <exception cref="CfyUnsupportedException">It is older than that.</exception>
    internal void Require(string what, int major, int minor)
    {
        if (!Connection.IsAtLeast(major, minor))
        {
            throw new CfyUnsupportedException(
                $"{what} needs a manager {major}.{minor} or later; this one is {Connection.ManagerVersion}.");
        }
    }

    private static Version? Parse(string? text)
    {
        string numbers = new((text ?? string.Empty).TakeWhile(letter => char.IsDigit(letter) || letter == '.').ToArray());
        return Version.TryParse(numbers.TrimEnd('.'), out var version)
            ? new Version(version.Major, version.Minor, Math.Max(0, version.Build))
            : null;
    }
}
