using System.Collections;
using CloudifyPS.Client.Connection;

namespace CloudifyPS.Client.Resources;

/// <summary>The cluster of managers before 5.0: <c>/cluster</c>. Premium.</summary>
internal sealed class ClusterClient(ApiClient api)
{
    /// <summary>Gets the managers of the cluster: <c>/cluster/nodes</c>.</summary>
    public ResourceClient<ClusterNode> Nodes { get; } =
        new(api, new("cluster node", "cluster/nodes", "name", node => node.Name) { Scope = TenantScope.Manager });

    /// <summary>Gets the state of the cluster: <c>GET /cluster</c>.</summary>
    /// <param name="includeLogs">Asks for log lines and the error, too.</param>
    /// <param name="since">Only log lines after this cursor; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> GetStateAsync(bool includeLogs, string? since, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(
            ApiRequest.Get("cluster")
                .With("_include", includeLogs ? "initialized,consul,error,logs" : null)
                .With("since", since),
            cancellationToken);

    /// <summary>Starts a cluster with this manager as its first: <c>PUT /cluster</c>.</summary>
    public Task<ClusterState> StartAsync(string hostIp, string nodeName, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(Node(ApiRequest.Put("cluster"), hostIp, nodeName), cancellationToken);

    /// <summary>
    /// Joins a cluster with this manager: <c>PUT /cluster</c>. The manager starts a new cluster when there are no
    /// addresses.
    /// </summary>
    /// <param name="hostIp">The address of this manager.</param>
    /// <param name="nodeName">The name of this manager.</param>
    /// <param name="credentials">The credentials that adding the node to the cluster returned.</param>
    /// <param name="joinAddresses">The addresses of managers of the cluster; at least one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
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
    /// <param name="settings">The settings; <c>master</c> names the node that becomes active.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ClusterState> UpdateAsync(IDictionary settings, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterState>(ApiRequest.Patch("cluster").WithJson(settings), cancellationToken);

    /// <summary>Adds a manager, which has to join afterwards: <c>PUT /cluster/nodes/{name}</c>.</summary>
    /// <returns>The node with the credentials to join with.</returns>
    public Task<ClusterNode> AddNodeAsync(string name, string hostIp, CancellationToken cancellationToken) =>
        api.SendAsync<ClusterNode>(Node(ApiRequest.Put(Nodes.PathOf(name)), hostIp, name), cancellationToken);

    /// <summary>Removes a manager from the cluster: <c>DELETE /cluster/nodes/{name}</c>.</summary>
    public Task RemoveNodeAsync(string name, CancellationToken cancellationToken) =>
        api.SendAsync(ApiRequest.Delete(Nodes.PathOf(name)), cancellationToken);

    private static ApiRequest Node(ApiRequest request, string hostIp, string nodeName) =>
        request.WithField("host_ip", hostIp).WithField("node_name", nodeName);
}
