namespace CloudifyPS.Client.Resources;

/// <summary>
/// Gets nodes: <c>/nodes</c>. A node ID is unique within its deployment only, and there is no path for a single node.
/// </summary>
internal sealed class NodeClient(ApiClient api)
    : ResourceClient<Node>(api, new("node", "nodes", "id", node => node.Id)
    {
        SearchField = "id",
        HasAddress = false,
        IdentityAttributes = ["id", "deployment_id"],
        Identity = node => node.Id is null ? null : node.TenantName + "/" + node.DeploymentId + "/" + node.Id,
    });
