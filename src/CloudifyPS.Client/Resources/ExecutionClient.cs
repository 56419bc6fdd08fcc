using System.Collections;
using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Client.Resources;

/// <summary>Executions: <c>/executions</c>. The manager ignores <c>_search</c> here.</summary>
internal sealed class ExecutionClient(ApiClient api)
    : ResourceClient<Execution>(api, new("execution", "executions", "id", execution => execution.Id))
{
    /// <summary>
    /// Starts a workflow: <c>POST /executions</c>. While the deployment's environment is being created, the manager
    /// refuses the request; it is then repeated until the environment exists.
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

        // A scheduled start is answered with nulls in everything but the status.
        execution!.DeploymentId ??= start.DeploymentId;
        execution.WorkflowId ??= start.WorkflowId;
        execution.ScheduledFor ??= start.ScheduledTime;
        return execution;
    }

    /// <summary>
    /// Cancels an execution: <c>POST /executions/{id}</c>. The manager answers before the execution ends.
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
    /// <param name="id">The id.</param>
    /// <param name="force">Runs failed operations again.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Execution> ResumeAsync(string id, bool force, CancellationToken cancellationToken) =>
        ActAsync(id, force ? "force-resume" : "resume", cancellationToken);

    /// <summary>Changes the stored status: <c>PATCH /executions/{id}</c>.</summary>
    /// <param name="id">The id.</param>
    /// <param name="status">The new status.</param>
    /// <param name="error">The error to store; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Execution> UpdateAsync(string id, string status, string? error, CancellationToken cancellationToken) =>
        Api.SendAsync<Execution>(
            ApiRequest.Patch(PathOf(id)).WithField("status", status).WithField("error", error ?? string.Empty),
            cancellationToken);

    /// <summary>
    /// Gets several executions, system workflows too: one is read by its path, more are read as a list.
    /// </summary>
    /// <param name="ids">The ids. Those that do not exist are not in the result.</param>
    /// <param name="include">The attributes to ask for; empty for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<Execution>> GetManyAsync(
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

    /// <summary>Gets the exception for an id that the tenant does not have.</summary>
    public CfyNotFoundException NotFound(string id) => Description.NotFound(id, Api.Tenant);

    /// <summary>Waits until an execution has ended, through broken connections and restarts of the manager.</summary>
    /// <param name="execution">The execution as the manager returned it, with its id.</param>
    /// <param name="limit">The time limit, which covers every request; null for none.</param>
    /// <param name="cancellationToken">Ends the wait; the execution continues.</param>
    /// <returns>The ended execution, also when it failed.</returns>
    /// <exception cref="CfyTimeoutException">The execution has not ended within the limit.</exception>
    public Task<Execution> WaitAsync(Execution execution, TimeSpan? limit, CancellationToken cancellationToken) =>
        Api.Waiter.UntilAsync<Execution>(
            (latest, token) => latest is null ? Task.FromResult(execution) : GetAsync(execution.Id!, null, token),
            present => present.HasEnded,
            limit,
            _ => $"{execution.WorkflowId ?? "Execution"} ({execution.Id}) has not ended within "
                + $"{limit?.TotalSeconds} seconds. It continues.",
            cancellationToken,
            (latest, present) => present.FinishedOperations > (latest.FinishedOperations ?? 0));

    /// <summary>Gets the exception for an execution that did not end as expected.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="task">The event of the operation that failed; null when there is none.</param>
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
    /// Gets the reason out of the error of an execution. A traceback of the workflow ends with it; a traceback of an
    /// operation follows it.
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
