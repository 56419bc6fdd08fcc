using System.Collections;
using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages the cluster of premium managers before 5.0: <c>/cluster</c>.</summary>
internal sealed class ClusterClient(ApiClient api)
{
    /// <summary>Gets the client for the managers of the cluster: <c>/cluster/nodes</c>.</summary>
    public ResourceClient<ClusterNode> Nodes { get; } =
        new(api, new("cluster node", "cluster/nodes", "name", node => node.Name) { Scope = TenantScope.Manager });

    /// <summary>Gets the state of the cluster: <c>GET /cluster</c>.</summary>
    /// <param name="includeLogs">Whether the result contains log lines and the error.</param>
    /// <param name="since">The cursor after which log lines are returned; null for all.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<ClusterState> GetStateAsync(bool includeLogs, string? since, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(
            ApiRequest.Get("cluster")
                .With("_include", includeLogs ? "initialized,consul,error,logs" : null)
                .With("since", since),
            cancellationToken);

    /// <summary>Starts a cluster with this manager as its first node: <c>PUT /cluster</c>.</summary>
    public Task<ClusterState> StartAsync(string hostIp, string nodeName, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(Node(ApiRequest.Put("cluster"), hostIp, nodeName), cancellationToken);

    /// <summary>
    /// Joins a cluster with this manager: <c>PUT /cluster</c>. Without addresses, the manager
    /// would start a new cluster.
    /// </summary>
    /// <param name="hostIp">The address of this manager.</param>
    /// <param name="nodeName">The name of this manager.</param>
    /// <param name="credentials">The credentials that <see cref="AddNodeAsync"/> returned.</param>
    /// <param name="joinAddresses">The addresses of one or more managers of the cluster.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<ClusterState> JoinAsync(
        string hostIp,
        string nodeName,
        ClusterCredentials credentials,
        IReadOnlyList<string> joinAddresses,
        CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(
            Node(ApiRequest.Put("cluster"), hostIp, nodeName)
                .WithField("credentials", credentials.Value)
                .WithField("join_addrs", joinAddresses),
            cancellationToken);

    /// <summary>Changes settings of the cluster: <c>PATCH /cluster</c>.</summary>
    /// <param name="settings">The settings. <c>master</c> is the name of the node that becomes active.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<ClusterState> UpdateAsync(IDictionary settings, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(ApiRequest.Patch("cluster").WithJson(settings), cancellationToken);

    /// <summary>
    /// Adds a manager: <c>PUT /cluster/nodes/{name}</c>. The manager must join the cluster afterwards.
    /// </summary>
    /// <returns>The node with the credentials that <see cref="JoinAsync"/> requires.</returns>
    public Task<ClusterNode> AddNodeAsync(string name, string hostIp, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterNode>(Node(ApiRequest.Put(Nodes.PathOf(name)), hostIp, name), cancellationToken);

    /// <summary>Removes a manager from the cluster: <c>DELETE /cluster/nodes/{name}</c>.</summary>
    public Task RemoveNodeAsync(string name, CancellationToken cancellationToken) =>
        api.SendAsync(ApiRequest.Delete(Nodes.PathOf(name)), cancellationToken);

    private static ApiRequest Node(ApiRequest request, string hostIp, string nodeName) =>
        request.WithField("host_ip", hostIp).WithField("node_name", nodeName);
}
