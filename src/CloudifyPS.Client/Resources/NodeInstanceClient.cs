using System.Collections;

namespace CloudifyPS.Client;

/// <summary>Node instances: <c>/node-instances</c>.</summary>
public sealed class NodeInstanceClient : ResourceClient<NodeInstance>
{
    internal NodeInstanceClient(ManagerClient client)
        : base(client, "node-instances", "id", instance => instance.Id)
    {
    }

    /// <summary>
    /// Changes a node instance: <c>PATCH /node-instances/{id}</c>. The manager refuses a version that is not the
    /// latest (4.2 and later; 4.0 and 4.1 do not look at it).
    /// </summary>
    /// <param name="id">The instance.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="runtimeProperties">All its runtime properties from now on; null leaves them.</param>
    /// <param name="state">Its state from now on; null leaves it.</param>
    /// <param name="force">Does not look at the version. Managers from 6.1 on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="CfyConflictException">Somebody else has changed it since.</exception>
    public Task<NodeInstance> UpdateAsync(
        string id,
        int version,
        IDictionary? runtimeProperties,
        string? state,
        bool force,
        CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?> { ["version"] = version };
        if (runtimeProperties is not null)
        {
            body["runtime_properties"] = runtimeProperties;
        }

        if (state is not null)
        {
            body["state"] = state;
        }

        return Client.GetAsync<NodeInstance>(
            ApiRequest.Patch(PathOf(id)).With("force", force ? true : null).WithJson(body), cancellationToken);
    }
}
