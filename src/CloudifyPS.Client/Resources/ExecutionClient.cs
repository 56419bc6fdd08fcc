using System.Collections;
using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages executions: <c>/executions</c>. The manager ignores <c>_search</c> for them.</summary>
internal sealed class ExecutionClient(ApiClient api)
    : ResourceClient<Execution>(api, new("execution", "executions", "id", execution => execution.Id))
{
    // The attributes of a running execution that a wait or its progress display needs.
    private static readonly string[] StateAttributes =
        ["status", "workflow_id", "deployment_id", "status_display", "finished_operations", "total_operations"];

    private static readonly string[] Active =
        ["pending", "queued", "started", "cancelling", "force_cancelling", "kill_cancelling"];

    /// <summary>
    /// Starts a workflow: <c>POST /executions</c>. The manager refuses the request while the deployment's environment
    /// is being created. The request is then repeated until the environment exists.
    /// </summary>
    public async Task<Execution> StartAsync(ExecutionStart start, CancellationToken cancellationToken)
    {
        var scheduledTime = start.ScheduledTime?.ToUniversalTime()
            .ToString("yyyyMMddHHmm'+0000'", CultureInfo.InvariantCulture);
        var request = ApiRequest.Post(Path)
            .WithField("deployment_id", start.DeploymentId)
            .WithField("workflow_id", start.WorkflowId)
            .WithField("parameters", start.Parameters ?? new Hashtable())
            .WithField("allow_custom_parameters", start.AllowCustomParameters)
            .WithField("force", start.Force)
            .WithField("dry_run", start.DryRun ? true : null)
            .WithField("queue", start.Queue ? true : null)
            .WithField("scheduled_time", scheduledTime);
        var execution = await Api.Waiter.UntilAsync<Execution?>(
            (_, token) => PostAsync(request, token),
            started => started is not null,
            limit: null,
            _ => string.Empty,
            cancellationToken,
            toleratesOutages: false).ConfigureAwait(false);

        // The response to a scheduled start contains null for every attribute except the status.
        execution!.DeploymentId ??= start.DeploymentId;
        execution.WorkflowId ??= start.WorkflowId;
        execution.ScheduledFor ??= start.ScheduledTime;
        return execution;
    }

    /// <summary>
    /// Cancels an execution: <c>POST /executions/{id}</c>. The manager responds before the execution ends.
    /// </summary>
    public Task<Execution> CancelAsync(string id, CancelMode mode, CancellationToken cancellationToken)
    {
        var action = mode switch
        {
            CancelMode.Kill => "kill",
            CancelMode.Force => "force-cancel",
            _ => "cancel",
        };
        return ActAsync(id, action, cancellationToken);
    }

    /// <summary>
    /// Resumes a failed or cancelled execution: <c>POST /executions/{id}</c>. Manager 4.6 and later.
    /// </summary>
    /// <param name="id">The ID of the execution.</param>
    /// <param name="force">Whether operations that started but did not finish run again, too.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<Execution> ResumeAsync(string id, bool force, CancellationToken cancellationToken) =>
        ActAsync(id, force ? "force-resume" : "resume", cancellationToken);

    /// <summary>Changes the stored status of an execution: <c>PATCH /executions/{id}</c>.</summary>
    /// <param name="id">The ID of the execution.</param>
    /// <param name="status">The new status.</param>
    /// <param name="error">The error to store; null for none.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public Task<Execution> UpdateAsync(string id, string status, string? error, CancellationToken cancellationToken) =>
        Api.SendAsync<Execution>(
            ApiRequest.Patch(PathOf(id)).WithField("status", status).WithField("error", error ?? string.Empty),
            cancellationToken);

    /// <summary>
    /// Gets executions by ID, including those of system workflows. A single one is read by its path, several as a list.
    /// </summary>
    /// <returns>The executions that exist.</returns>
    public Task<IReadOnlyList<Execution>> GetManyAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        GetManyAsync(ids, [], cancellationToken);

    /// <summary>
    /// Gets executions as <see cref="GetManyAsync(IReadOnlyCollection{string}, CancellationToken)"/> does, with the
    /// attributes that change while they run.
    /// </summary>
    public Task<IReadOnlyList<Execution>> GetStatesAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        GetManyAsync(
            ids,
            Api.Connection.ManagerVersion is null ? []
                : Api.Connection.IsAtLeast(6, 0) ? StateAttributes
                : StateAttributes.Take(Api.Connection.IsAtLeast(4, 4) ? 4 : 3).ToArray(),
            cancellationToken);

    /// <summary>
    /// Gets the executions of a deployment that have not ended, except for those that are scheduled for later.
    /// </summary>
    public ResourceList<Execution> ListActive(string deployment, CancellationToken cancellationToken)
    {
        var query = new ListQuery().Where("deployment_id", deployment);
        query.WhereAny("status", Active);
        return List(query, cancellationToken);
    }

    /// <summary>
    /// Gets the execution that parses a blueprint. Before 6.2, the blueprint does not name it.
    /// </summary>
    public async Task<Execution> FindUploadAsync(string blueprint, CancellationToken cancellationToken)
    {
        var query = new ListQuery { PageSize = 50, First = 50 }
            .Where("workflow_id", "upload_blueprint")
            .With("_include_system_workflows", "true");
        query.Sort.Add("-created_at");
        using var list = List(query, cancellationToken);
        return (await list.ToListAsync().ConfigureAwait(false))
            .FirstOrDefault(execution => execution.Parameters?["blueprint_id"] as string == blueprint)
            ?? throw CfyNotFoundException.For($"The execution that parses blueprint '{blueprint}' was not found.");
    }

    /// <summary>Creates the exception for an ID that does not exist in the tenant.</summary>
    public CfyNotFoundException NotFound(string id) => Description.NotFound(id, Api.Tenant);

    /// <summary>
    /// Waits until an execution has ended. Connection failures and manager restarts do not end the wait.
    /// </summary>
    /// <param name="execution">The execution that the manager returned, with its ID.</param>
    /// <param name="limit">The time limit for all requests and pauses together; null for none.</param>
    /// <param name="cancellationToken">A token that ends the wait. The execution continues.</param>
    /// <returns>The ended execution, even if it failed.</returns>
    /// <exception cref="CfyTimeoutException">The time limit has expired.</exception>
    public Task<Execution> WaitAsync(Execution execution, TimeSpan? limit, CancellationToken cancellationToken) =>
        Api.Waiter.UntilAsync<Execution>(
            (latest, token) => latest is null ? Task.FromResult(execution) : GetAsync(execution.Id!, null, token),
            present => present.HasEnded,
            limit,
            _ => $"{execution.WorkflowId ?? "Execution"} ({execution.Id}) has not ended within "
                + $"{limit?.TotalSeconds} seconds. It continues.",
            cancellationToken,
            (latest, present) => present.FinishedOperations > (latest.FinishedOperations ?? 0));

    /// <summary>Creates the exception for an execution that did not end as expected.</summary>
    /// <param name="execution">The ended execution.</param>
    /// <param name="task">The event of the operation that failed; null for none.</param>
    internal static CfyExecutionException Failed(Execution execution, Event? task = null)
    {
        var what = execution.DeploymentId is { } deployment
            ? $"{execution.WorkflowId} of deployment '{deployment}'"
            : execution.WorkflowId ?? "The execution";
        var how = execution.Status switch
        {
            "failed" => "failed",
            "cancelled" => "was cancelled",
            var status => $"ended with the status '{status}'",
        };
        var where = task?.Operation is { } operation
            ? $" in {operation} of node instance '{task.NodeInstanceId}'"
            : null;
        var why = string.IsNullOrWhiteSpace(execution.Error) ? string.Empty : ": " + Reason(execution.Error!);
        return new CfyExecutionException($"{what} {how}{where}{why}", execution)
        {
            RecommendedAction = $"See the reason with Get-CfyEvent -ExecutionId {execution.Id}.",
        };
    }

    /// <summary>
    /// Extracts the reason from the error text of an execution. In an error of the workflow, the reason follows the
    /// traceback. In an error of an operation, the traceback follows the reason.
    /// </summary>
    internal static string Reason(string error)
    {
        var lines = error.Trim().Split('\n').Select(line => line.TrimEnd()).ToList();
        var traceback = lines.FindIndex(line => line.StartsWith("Traceback ", StringComparison.Ordinal));
        if (traceback == 0)
        {
            lines.RemoveRange(0, Math.Min(lines.Count - 1, lines.FindLastIndex(IsFrame) + 1));
        }
        else if (traceback > 0)
        {
            lines.RemoveRange(traceback, lines.Count - traceback);
        }

        return string.Join("\n", lines.Where(line => line.Length > 0));
    }

    private static bool IsFrame(string line) => line.StartsWith("  ", StringComparison.Ordinal);

    private async Task<IReadOnlyList<Execution>> GetManyAsync(
        IReadOnlyCollection<string> ids, IReadOnlyList<string> include, CancellationToken cancellationToken)
    {
        if (ids.Count == 1)
        {
            try
            {
                return [await GetAsync(ids.Single(), include, cancellationToken).ConfigureAwait(false)];
            }
            catch (CfyNotFoundException)
            {
                return [];
            }
        }

        var query = new ListQuery().With("_include_system_workflows", "true");
        query.WhereAny("id", ids);
        query.Include.AddRange(include);
        using var list = List(query, cancellationToken);
        return await list.ToListAsync().ConfigureAwait(false);
    }

    private Task<Execution> ActAsync(string id, string action, CancellationToken cancellationToken) =>
        Api.SendAsync<Execution>(ApiRequest.Post(PathOf(id)).WithField("action", action), cancellationToken);

    private async Task<Execution?> PostAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await Api.SendAsync<Execution>(request, cancellationToken).ConfigureAwait(false);
        }
        catch (CfyApiException exception) when (exception.ErrorCode
            is "deployment_environment_creation_in_progress_error"
            or "deployment_environment_creation_pending_error")
        {
            return null;
        }
    }
}
