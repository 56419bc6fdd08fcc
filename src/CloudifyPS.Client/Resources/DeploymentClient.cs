using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Deployments: <c>/deployments</c>.</summary>
public sealed class DeploymentClient : ResourceClient<Deployment>
{
    internal DeploymentClient(ManagerClient client)
        : base(client, "deployments", "id", deployment => deployment.Id)
    {
    }

    /// <summary>Creates a deployment: <c>PUT /deployments/{id}</c>.</summary>
    /// <param name="id">The id that it gets.</param>
    /// <param name="creation">What it is made of.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<Deployment> CreateAsync(
        string id, DeploymentCreation creation, CancellationToken cancellationToken)
    {
        ResourceName.Valid("deployment", id, anyStart: Client.Connection.IsAtLeast(6, 0));
        var body = new Dictionary<string, object?>
        {
            ["blueprint_id"] = creation.BlueprintId,
            ["inputs"] = creation.Inputs ?? new Hashtable(),
        };
        void Add(string name, object? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        Add("skip_plugins_validation", creation.SkipPluginsValidation ? true : null);
        Add("visibility", creation.Visibility);
        Add("site_name", creation.SiteName);
        Add("labels", Labels.ToJson(creation.Labels));
        Add("display_name", creation.DisplayName);

        // From 6.0 on the manager would keep the connection open until the environment exists; waiting here instead
        // can be seen, cancelled, and survives a broken connection.
        var isAsync = Client.Connection.IsAtLeast(6, 0) && Client.Connection.ApiVersion != "v3";
        var deployment = await Client.GetAsync<Deployment>(
            ApiRequest.Put(PathOf(id)).With("async_create", isAsync ? true : null).WithJson(body),
            cancellationToken).ConfigureAwait(false);
        if (creation.NoWait)
        {
            return deployment;
        }

        await WaitForEnvironmentAsync(id, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the environment of a new deployment exists.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CfyExecutionException">The manager could not create it.</exception>
    public async Task WaitForEnvironmentAsync(string id, CancellationToken cancellationToken)
    {
        var query = new ListQuery { PageSize = 1, First = 1 }
            .Where("deployment_id", id)
            .Where("workflow_id", "create_deployment_environment");
        using var list = Client.Executions.List(query, cancellationToken);
        if (await list.NextPageAsync().ConfigureAwait(false) is { } page)
        {
            var execution = await Client.Executions.WaitAsync(page[0], null, cancellationToken)
                .ConfigureAwait(false);
            if (execution.Status != "terminated")
            {
                throw ExecutionClient.Failed(execution);
            }
        }
    }

    /// <summary>
    /// Deletes a deployment: <c>DELETE /deployments/{id}</c>. Managers from 5.1 on answer before it is gone.
    /// </summary>
    /// <param name="id">The deployment.</param>
    /// <param name="ignoreLiveNodes">Deletes it even if it is installed.</param>
    /// <param name="withLogs">Deletes its logs too. Managers from 5.0 on.</param>
    /// <param name="recursive">Deletes what belongs to it too. Managers from 7.0.4 on.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(
        string id, bool ignoreLiveNodes, bool withLogs, bool recursive, CancellationToken cancellationToken) =>

        // Two names for the same wish: before and since 5.1. Each ignores the other's.
        Client.SendAsync(
            ApiRequest.Delete(PathOf(id))
                .With("ignore_live_nodes", ignoreLiveNodes ? true : null)
                .With("force", ignoreLiveNodes ? true : null)
                .With("delete_logs", withLogs ? true : null)
                .With("recursive", recursive ? true : null),
            cancellationToken);

    /// <summary>Waits until a deployment that is being deleted is gone.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CfyExecutionException">The manager could not delete it.</exception>
    public async Task WaitUntilGoneAsync(string id, CancellationToken cancellationToken)
    {
        var pace = new Polling(Client.TimeProvider);
        var patience = new Patience(Client.TimeProvider);
        while (true)
        {
            Deployment? deployment = null;
            try
            {
                deployment = await GetAsync(id, null, cancellationToken).ConfigureAwait(false);
                patience.Renew();
            }
            catch (CfyException exception) when (patience.Bears(exception))
            {
                // The manager is away; it deletes on when it is back.
            }
            catch (CfyNotFoundException)
            {
                return;
            }

            if (deployment is { LatestExecutionWorkflowId: "delete_deployment_environment", LatestExecutionStatus: "failed" }
                && deployment.LatestExecution is { } execution)
            {
                throw ExecutionClient.Failed(
                    await Client.Executions.GetAsync(execution, null, cancellationToken).ConfigureAwait(false));
            }

            await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The evaluated outputs: <c>GET /deployments/{id}/outputs</c>.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DeploymentOutput> GetOutputsAsync(string id, CancellationToken cancellationToken) =>
        Client.GetAsync<DeploymentOutput>(ApiRequest.Get(PathOf(id) + "/outputs"), cancellationToken);

    /// <summary>The evaluated capabilities: <c>GET /deployments/{id}/capabilities</c>, managers from 4.6 on.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DeploymentCapability> GetCapabilitiesAsync(string id, CancellationToken cancellationToken)
    {
        Client.Require("Reading capabilities", 4, 6);
        return Client.GetAsync<DeploymentCapability>(ApiRequest.Get(PathOf(id) + "/capabilities"), cancellationToken);
    }
}
