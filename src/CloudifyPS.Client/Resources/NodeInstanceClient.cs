using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets and changes node instances: <c>/node-instances</c>.</summary>
internal sealed class NodeInstanceClient(ApiClient api)
    : ResourceClient<NodeInstance>(api, new("node instance", "node-instances", "id", instance => instance.Id)
    {
        SearchField = "id",
    })
{
    private const int MaximumAttempts = 5;

    /// <summary>
    /// Changes a node instance: <c>PATCH /node-instances/{id}</c>. Manager 4.2 and later refuse a change of a version
    /// that is not the latest. Manager 4.0 and 4.1 do not check the version.
    /// </summary>
    /// <param name="id">The ID of the node instance.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="runtimeProperties">
    /// The new runtime properties, which replace all existing ones; null for no change.
    /// </param>
    /// <param name="state">The new state; null for no change.</param>
    /// <param name="force">Whether the manager skips the check of the version. Manager 6.1 and later.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <exception cref="CfyConflictException">The instance has changed since it was read.</exception>
    public async Task<NodeInstance> UpdateAsync(
        string id,
        int version,
        IDictionary? runtimeProperties,
        string? state,
        bool force,
        CancellationToken cancellationToken)
    {
        var request = ApiRequest.Patch(PathOf(id))
            .With("force", force ? true : null)
            .WithField("version", version)
            .WithField("runtime_properties", runtimeProperties)
            .WithField("state", state);
        try
        {
            return await Api.SendAsync<NodeInstance>(request, cancellationToken).ConfigureAwait(false);
        }
        catch (CfyConflictException exception)
        {
            var present = await GetAsync(id, ["id", "version"], cancellationToken).ConfigureAwait(false);
            throw new CfyConflictException(
                $"Node instance '{id}' has version {present.Version} now; the change was made to version {version}.",
                exception.Error)
            {
                RecommendedAction = "Read the node instance again and repeat the change, or use -Merge.",
            };
        }
    }

    /// <summary>
    /// Changes some runtime properties of a node instance. Reads the instance, applies the changes and sends the
    /// result. Repeats these steps up to five times if the instance has changed meanwhile.
    /// </summary>
    /// <param name="id">The ID of the node instance.</param>
    /// <param name="merge">The properties to add or replace, also in nested dictionaries; null for none.</param>
    /// <param name="remove">The properties to remove. Dots separate the keys of nested dictionaries.</param>
    /// <param name="state">The new state; null for no change.</param>
    /// <param name="force">Whether the manager skips the check of the version. Manager 6.1 and later.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    /// <exception cref="CfyConflictException">The instance changed during the last attempt, too.</exception>
    public async Task<NodeInstance> ModifyAsync(
        string id,
        IDictionary? merge,
        IReadOnlyList<string> remove,
        string? state,
        bool force,
        CancellationToken cancellationToken)
    {
        var backoff = new PollBackoff(Api.TimeProvider);
        for (var attempt = 1; ; attempt++)
        {
            var present = await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
            IDictionary properties = remove.Aggregate(
                RuntimeProperties.Merge(present.RuntimeProperties, merge), RuntimeProperties.Remove);
            try
            {
                return await UpdateAsync(id, present.Version ?? 1, properties, state, force, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (CfyConflictException) when (attempt < MaximumAttempts)
            {
                await backoff.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
