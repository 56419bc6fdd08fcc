namespace CloudifyPS.Client.Resources;

/// <summary>Nodes: <c>/nodes</c>. A node id is unique in its deployment only, and has no address of its own.</summary>
internal sealed class NodeClient(ApiClient api)
    : ResourceClient<Node>(api, new("node", "nodes", "id", node => node.Id)
    {
        SearchField = "id",
        HasAddress = false,
        IdentityAttributes = ["id", "deployment_id"],
        Identity = node => node.Id is null ? null : node.TenantName + "/" + node.DeploymentId + "/" + node.Id,
    });
