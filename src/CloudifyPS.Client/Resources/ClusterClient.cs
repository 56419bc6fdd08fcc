using System.Collections;
using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>The cluster of managers 4.0 to 4.6: <c>/cluster</c>. Premium.</summary>
public sealed class ClusterClient
{
    private readonly ManagerClient _client;
    private readonly ResourceClient<ClusterNode> _nodes;

    internal ClusterClient(ManagerClient client)
    {
        _client = client;
        _nodes = new ResourceClient<ClusterNode>(client, "cluster/nodes", "name", node => node.Name);
    }

    /// <summary>The managers of the cluster: <c>GET /cluster/nodes</c>.</summary>
    /// <exception cref="CfyUnsupportedException">This manager has no such cluster: 5.0 and later.</exception>
    public ResourceClient<ClusterNode> Nodes => Existing(_nodes);

    /// <summary>The state of the cluster: <c>GET /cluster</c>.</summary>
    /// <param name="includeLogs">Asks for log lines and the error too.</param>
    /// <param name="since">Only log lines after this cursor; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> GetStateAsync(bool includeLogs, string? since, CancellationToken cancellationToken) =>
        _client.GetAsync<ClusterState>(
            Existing(ApiRequest.Get("cluster"))
                .With("_include", includeLogs ? "initialized,consul,error,logs" : null)
                .With("since", since),
            cancellationToken);

    /// <summary>Starts a cluster with this manager as its first: <c>PUT /cluster</c>.</summary>
    /// <param name="hostIp">The address of this manager.</param>
    /// <param name="nodeName">The name of this manager.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> StartAsync(string hostIp, string nodeName, CancellationToken cancellationToken) =>
        _client.GetAsync<ClusterState>(
            Existing(ApiRequest.Put("cluster")).WithJson(new { host_ip = hostIp, node_name = nodeName }),
            cancellationToken);

    /// <summary>
    /// Makes this manager join a cluster: <c>PUT /cluster</c>. What makes it join and not start are the addresses.
    /// </summary>
    /// <param name="hostIp">The address of this manager.</param>
    /// <param name="nodeName">The name of this manager.</param>
    /// <param name="credentials">What adding the node to the cluster returned.</param>
    /// <param name="joinAddresses">Addresses of managers of the cluster; at least one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> JoinAsync(
        string hostIp,
        string nodeName,
        ClusterCredentials credentials,
        IReadOnlyList<string> joinAddresses,
        CancellationToken cancellationToken) =>
        _client.GetAsync<ClusterState>(
            Existing(ApiRequest.Put("cluster")).WithJson(new
            {
                host_ip = hostIp,
                node_name = nodeName,
                credentials = credentials.Value,
                join_addrs = joinAddresses,
            }),
            cancellationToken);

    /// <summary>Changes settings of the cluster: <c>PATCH /cluster</c>.</summary>
    /// <param name="settings">The settings; <c>master</c> names the node that shall be active.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> UpdateAsync(IDictionary settings, CancellationToken cancellationToken) =>
        _client.GetAsync<ClusterState>(Existing(ApiRequest.Patch("cluster")).WithJson(settings), cancellationToken);

    /// <summary>Adds a manager to the cluster, which then has to join: <c>PUT /cluster/nodes/{name}</c>.</summary>
    /// <param name="name">The node.</param>
    /// <param name="hostIp">Its address.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The node with the credentials to join with.</returns>
    public Task<ClusterNode> AddNodeAsync(string name, string hostIp, CancellationToken cancellationToken) =>
        _client.GetAsync<ClusterNode>(
            ApiRequest.Put(Nodes.PathOf(name)).WithJson(new { host_ip = hostIp, node_name = name }),
            cancellationToken);

    /// <summary>Removes a manager from the cluster: <c>DELETE /cluster/nodes/{name}</c>.</summary>
    /// <param name="name">The node.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveNodeAsync(string name, CancellationToken cancellationToken) =>
        _client.SendAsync(ApiRequest.Delete(Nodes.PathOf(name)), cancellationToken);

    private T Existing<T>(T what) =>
        _client.Connection.ManagerVersion is { Major: >= 5 } version
            ? throw new CfyUnsupportedException(
                $"Managers have had no /cluster since 5.0; this one is {version}.")
            {
                RecommendedAction = "Look at the cluster with Invoke-CfyRestMethod cluster-status, managers, brokers or db-nodes.",
            }
            : what;
}
