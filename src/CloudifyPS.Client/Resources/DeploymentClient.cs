using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages deployments: <c>/deployments</c>.</summary>
internal sealed class DeploymentClient(ApiClient api, ExecutionClient executions)
    : ResourceClient<Deployment>(api, new("deployment", "deployments", "id", deployment => deployment.Id)
    {
        SearchField = "id",
    })
{
    /// <summary>
    /// Gets whether the manager checks the types and constraints of inputs. Manager 5.0 checks them, too, but compares
    /// values of different types without an error.
    /// </summary>
    public bool ChecksInputValues => Api.Connection.IsAtLeast(5, 1);

    /// <summary>
    /// Creates a deployment with <c>PUT /deployments/{id}</c>, and waits until its environment exists.
    /// </summary>
    public async Task<Deployment> CreateAsync(
        string id, DeploymentCreation creation, CancellationToken cancellationToken)
    {
        ResourceName.Valid("deployment", id, anyStart: Api.Connection.IsAtLeast(6, 0));

        // Without `async_create`, Manager 6.0 and later respond when the environment exists, or with 500 after 120 s.
        // Polling can be cancelled, and continues after a connection failure.
        var isAsync = Api.Connection.IsAtLeast(6, 0) && Api.Connection.ApiVersion != "v3";
        var request = ApiRequest.Put(PathOf(id))
            .With("async_create", isAsync ? true : null)
            .WithField("blueprint_id", creation.BlueprintId)
            .WithField("inputs", creation.Inputs ?? new Hashtable())
            .WithField("skip_plugins_validation", creation.SkipPluginsValidation ? true : null)
            .WithField("visibility", creation.Visibility)
            .WithField("site_name", creation.SiteName)
            .WithField("labels", Labels.ToJson(creation.Labels))
            .WithField("display_name", creation.DisplayName);
        var deployment = await FindIfLostAsync(
            id,
            created => created.CreatedAt,
            token => Api.FindAsync<Deployment>(request, null, token),
            cancellationToken).ConfigureAwait(false);
        if (creation.NoWait)
        {
            return deployment;
        }

        await WaitForEnvironmentAsync(id, creation.WaitLimit, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes a deployment: <c>DELETE /deployments/{id}</c>. Manager 5.1 and later respond before it is deleted.
    /// </summary>
    /// <param name="id">The ID of the deployment.</param>
    /// <param name="ignoreLiveNodes">Whether the deployment is deleted even if it is installed.</param>
    /// <param name="withLogs">Whether the logs of the deployment are deleted. Manager 5.0 and later.</param>
    /// <param name="recursive">
    /// Whether the deployments that belong to the deployment are deleted. Manager 7.0.4 and later.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task DeleteAsync(
        string id, bool ignoreLiveNodes, bool withLogs, bool recursive, CancellationToken cancellationToken) =>

        // `ignore_live_nodes` before 5.1 and `force` since then have the same effect. Managers ignore the other name.
        Api.SendAsync(
            ApiRequest.Delete(PathOf(id))
                .With("ignore_live_nodes", ignoreLiveNodes ? true : null)
                .With("force", ignoreLiveNodes ? true : null)
                .With("delete_logs", withLogs ? true : null)
                .With("recursive", recursive ? true : null),
            cancellationToken);

    /// <summary>Waits until a deployment no longer exists.</summary>
    /// <param name="id">The ID of the deployment.</param>
    /// <param name="limit">The time limit; null for none.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <exception cref="CfyExecutionException">The deletion failed or was cancelled.</exception>
    /// <exception cref="CfyTimeoutException">The time limit has expired. The deletion continues.</exception>
    public async Task WaitUntilGoneAsync(string id, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var deployment = await Api.Waiter.UntilAsync<Deployment?>(
            (_, token) => FindAsync(id, token),
            present => present is null || HasFailedDeletion(present),
            limit,
            _ => $"Deployment '{id}' still exists after {limit?.TotalSeconds} seconds. The deletion continues.",
            cancellationToken).ConfigureAwait(false);
        if (deployment is not null)
        {
            throw ExecutionClient.Failed(await executions
                .GetAsync(deployment.LatestExecution!, null, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Gets the evaluated outputs: <c>GET /deployments/{id}/outputs</c>.</summary>
    public Task<DeploymentOutput> GetOutputsAsync(string id, CancellationToken cancellationToken) =>
        GetValuesAsync<DeploymentOutput>(id, "outputs", cancellationToken);

    /// <summary>
    /// Gets the evaluated capabilities: <c>GET /deployments/{id}/capabilities</c>. Manager 4.6 and later.
    /// </summary>
    public Task<DeploymentCapability> GetCapabilitiesAsync(string id, CancellationToken cancellationToken) =>
        GetValuesAsync<DeploymentCapability>(id, "capabilities", cancellationToken);

    private static bool HasFailedDeletion(Deployment deployment) => deployment
        is { LatestExecutionWorkflowId: "delete_deployment_environment", LatestExecution: not null }
        and { LatestExecutionStatus: "failed" or "cancelled" };

    private async Task<T> GetValuesAsync<T>(string id, string name, CancellationToken cancellationToken)
        where T : DeploymentValues, new()
    {
        var answer = await Api.SendAsync(
            ApiRequest.Get(PathOf(id) + "/" + name), PageReader.ReadValueAsync, null, cancellationToken)
            .ConfigureAwait(false);
        return Api.AttachSession(new T { DeploymentId = id, Values = (answer as IDictionary)?[name] as IDictionary });
    }

    private async Task WaitForEnvironmentAsync(string id, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var query = new ListQuery { PageSize = 1, First = 1 }
            .Where("deployment_id", id)
            .Where("workflow_id", "create_deployment_environment");
        using var list = executions.List(query, cancellationToken);
        if (await list.NextPageAsync().ConfigureAwait(false) is { } page)
        {
            var execution = await executions.WaitAsync(page[0], limit, cancellationToken).ConfigureAwait(false);
            if (execution.Status != "terminated")
            {
                throw ExecutionClient.Failed(execution);
            }
        }
    }

    private async Task<Deployment?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
        }
        catch (CfyNotFoundException)
        {
            return null;
        }
    }
}
