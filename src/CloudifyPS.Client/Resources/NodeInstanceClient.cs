using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Node instances: <c>/node-instances</c>.</summary>
public sealed class NodeInstanceClient : ResourceClient<NodeInstance>
{
    private const int Attempts = 5;

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
    /// <exception cref="CfyConflictException">Somebody else has changed it since; the message names both versions.</exception>
    public async Task<NodeInstance> UpdateAsync(
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

        try
        {
            return await Client.GetAsync<NodeInstance>(
                ApiRequest.Patch(PathOf(id)).With("force", force ? true : null).WithJson(body), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (CfyConflictException exception)
        {
            var present = await GetAsync(id, ["id", "version"], cancellationToken).ConfigureAwait(false);
            throw new CfyConflictException(
                $"Node instance '{id}' is at version {present.Version} by now; the change was made to version {version}.",
                exception.Error)
            {
                RecommendedAction = "Read it again and repeat the change, or use -Merge, which does so by itself.",
            };
        }
    }

    /// <summary>
    /// Changes parts of the runtime properties: reads the instance, changes them and stores them, and does so again when
    /// somebody else was faster.
    /// </summary>
    /// <param name="id">The instance.</param>
    /// <param name="merge">Properties to add or replace, also in dictionaries in dictionaries; null for none.</param>
    /// <param name="remove">Properties to remove; with dots for those in dictionaries.</param>
    /// <param name="state">Its state from now on; null leaves it.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="CfyConflictException">Somebody else was faster again and again.</exception>
    public async Task<NodeInstance> ModifyAsync(
        string id,
        IDictionary? merge,
        IReadOnlyList<string> remove,
        string? state,
        CancellationToken cancellationToken)
    {
        var pace = new Polling(Client.TimeProvider);
        for (var attempt = 1; ; attempt++)
        {
            var present = await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
            IDictionary properties = remove.Aggregate(
                RuntimeProperties.Merge(present.RuntimeProperties, merge), RuntimeProperties.Remove);
            try
            {
                return await UpdateAsync(id, present.Version ?? 1, properties, state, force: false, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (CfyConflictException) when (attempt < Attempts)
            {
                await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
