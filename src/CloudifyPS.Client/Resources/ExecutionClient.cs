using System.Collections;
using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Executions: <c>/executions</c>.</summary>
public sealed class ExecutionClient : ResourceClient<Execution>
{
    internal ExecutionClient(ManagerClient client)
        : base(client, "executions", "id", execution => execution.Id)
    {
    }

    /// <summary>
    /// Starts a workflow: <c>POST /executions</c>. While the environment of the deployment is still being created, it
    /// waits and tries again.
    /// </summary>
    /// <param name="start">What to start, and how.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Execution> StartAsync(ExecutionStart start, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>
        {
            ["deployment_id"] = start.DeploymentId,
            ["workflow_id"] = start.WorkflowId,
            ["parameters"] = start.Parameters ?? new Hashtable(),
            ["allow_custom_parameters"] = start.AllowCustomParameters,
            ["force"] = start.Force,
        };
        void Add(string name, object? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        Add("dry_run", start.DryRun ? true : null);
        Add("queue", start.Queue ? true : null);
        Add("scheduled_time", start.ScheduledTime?.ToUniversalTime().ToString("yyyyMMddHHmm'+0000'", CultureInfo.InvariantCulture));
        Add("wait_after_fail", start.WaitAfterFail);

        var pace = new Polling(Client.TimeProvider);
        while (true)
        {
            try
            {
                return await Client.GetAsync<Execution>(ApiRequest.Post(Path).WithJson(body), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (CfyApiException exception) when (exception.ErrorCode
                is "deployment_environment_creation_in_progress_error"
                or "deployment_environment_creation_pending_error")
            {
                await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Cancels an execution: <c>POST /executions/{id}</c>. It ends some time after the answer.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="mode">How hard.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Execution> CancelAsync(string id, CancelMode mode, CancellationToken cancellationToken) =>
        ActAsync(
            id,
            mode switch { CancelMode.Kill => "kill", CancelMode.Force => "force-cancel", _ => "cancel" },
            cancellationToken);

    /// <summary>Resumes a failed or cancelled execution: <c>POST /executions/{id}</c>, managers from 4.6 on.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="force">Runs again what had failed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Execution> ResumeAsync(string id, bool force, CancellationToken cancellationToken)
    {
        Client.Require("Resuming an execution", 4, 6);
        return ActAsync(id, force ? "force-resume" : "resume", cancellationToken);
    }

    /// <summary>Changes the status that the manager has stored: <c>PATCH /executions/{id}</c>.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="status">The new status.</param>
    /// <param name="error">The error to store with it; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Execution> UpdateAsync(string id, string status, string? error, CancellationToken cancellationToken) =>
        Client.GetAsync<Execution>(
            ApiRequest.Patch(PathOf(id)).WithJson(new { status, error = error ?? string.Empty }), cancellationToken);

    /// <summary>Waits until an execution has ended, through broken connections and restarts of the manager.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="progress">Is told of every look at it.</param>
    /// <param name="cancellationToken">Ends the wait; the execution goes on.</param>
    /// <returns>The execution as it ended, however that was.</returns>
    public async Task<Execution> WaitAsync(
        Execution execution, IProgress<Execution>? progress, CancellationToken cancellationToken)
    {
        var pace = new Polling(Client.TimeProvider);
        var patience = new Patience(Client.TimeProvider);
        while (!execution.HasEnded)
        {
            progress?.Report(execution);
            await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var finished = execution.FinishedOperations ?? 0;
                execution = await GetAsync(execution.Id!, null, cancellationToken).ConfigureAwait(false);
                patience.Renew();
                if (execution.FinishedOperations > finished)
                {
                    pace.Reset();
                }
            }
            catch (CfyException exception) when (patience.Bears(exception))
            {
                // The manager is away; the execution may well go on.
            }
        }

        progress?.Report(execution);
        return execution;
    }

    /// <summary>Waits until an execution has ended, or no longer than that.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="timeoutSec">How many seconds at the most; null for as long as it takes.</param>
    /// <param name="progress">Is told of every look at it.</param>
    /// <param name="cancellationToken">Ends the wait; the execution goes on.</param>
    /// <returns>The execution as it ended, however that was.</returns>
    /// <exception cref="CfyTimeoutException">It has not ended in time.</exception>
    public async Task<Execution> WaitAsync(
        Execution execution, int? timeoutSec, IProgress<Execution>? progress, CancellationToken cancellationToken)
    {
        var limit = timeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
        using var patience = new CancellationTokenSource(limit);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await WaitAsync(execution, progress, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CfyTimeoutException(
                $"{execution.WorkflowId} ({execution.Id}) has not ended within {timeoutSec} seconds; it goes on.");
        }
    }

    /// <summary>The exception for an execution that did not end well.</summary>
    internal static CfyExecutionException Failed(Execution execution)
    {
        var what = execution.DeploymentId is { } deployment
            ? $"{execution.WorkflowId} of deployment '{deployment}'"
            : execution.WorkflowId ?? "The execution";
        var how = execution.Status == "cancelled" ? "was cancelled" : "failed";
        var why = string.IsNullOrWhiteSpace(execution.Error) ? string.Empty : ": " + LastLine(execution.Error!);
        return new CfyExecutionException($"{what} {how}{why}", execution)
        {
            RecommendedAction = $"See what happened with Get-CfyEvent -ExecutionId {execution.Id}.",
        };
    }

    // The manager's error is a traceback, whose last line says what was wrong.
    private static string LastLine(string error) =>
        error.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? error;

    private Task<Execution> ActAsync(string id, string action, CancellationToken cancellationToken) =>
        Client.GetAsync<Execution>(ApiRequest.Post(PathOf(id)).WithJson(new { action }), cancellationToken);
}
