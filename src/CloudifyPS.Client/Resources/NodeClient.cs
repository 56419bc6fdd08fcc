namespace CloudifyPS.Client.Resources;

/// <summary>Nodes: <c>/nodes</c>.</summary>
public sealed class NodeClient : ResourceClient<Node>
{
    internal NodeClient(ManagerClient client)
        : base(client, "nodes", "id", node => node.TenantName + "/" + node.DeploymentId + "/" + node.Id)
    {
    }
}
