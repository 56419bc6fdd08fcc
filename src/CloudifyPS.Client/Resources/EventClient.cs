using System.Globalization;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Events and log lines: <c>/events</c>. They have no key, and the manager does not search them.</summary>
internal sealed class EventClient(ApiClient api, ExecutionClient executions)
    : ResourceClient<Event>(api, new("event", "events", string.Empty, _ => null)
    {
        HasAddress = false,
        Identity = Identity,
    })
{
    /// <summary>Gets a list of events: <c>GET /events</c>.</summary>
    public ResourceList<Event> List(EventQuery events, ListQuery query, CancellationToken cancellationToken)
    {
        void Where(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                query.Where(name, value);
            }
        }

        Where("execution_id", events.ExecutionIds);
        Where("deployment_id", events.DeploymentIds);
        Where("blueprint_id", events.BlueprintIds);
        Where("event_type", events.EventTypes);
        Where("level", events.Levels);
        Where("node_id", events.NodeIds);
        Where("node_instance_id", events.NodeInstanceIds);
        Where("operation", events.Operations);
        Where("message", events.Messages);
        Where("type", events.Types);
        if (events.After is not null || events.Before is not null)
        {
            query.With("_range", $"timestamp,{Time(events.After)},{Time(events.Before)}");
        }

        if (query.Sort.Count == 0)
        {
            // Managers before 5.0 return them in no order.
            query.Sort.Add("timestamp");
        }

        return List(query, cancellationToken);
    }

    /// <summary>
    /// Follows the events of an execution until it has ended and its last event has been read, without loss and without
    /// duplicates.
    /// </summary>
    /// <param name="executionId">The execution.</param>
    /// <param name="types">cloudify_event, cloudify_log, or both when empty.</param>
    /// <param name="emit">Receives the new events in their order.</param>
    /// <param name="progress">Receives the execution after every poll.</param>
    /// <param name="cancellationToken">Ends following; the execution continues.</param>
    /// <returns>The ended execution.</returns>
    public async Task<Execution> FollowAsync(
        string executionId,
        IReadOnlyList<string> types,
        Action<IReadOnlyList<Event>> emit,
        IProgress<Execution>? progress,
        CancellationToken cancellationToken)
    {
        var seen = new RecentEvents();
        var any = false;
        var ended = await Api.Waiter.UntilAsync<Execution>(
            async (_, token) =>
            {
                // The execution is read before its events, so that the events before its end are read in this round.
                var execution = await executions.GetAsync(executionId, null, token).ConfigureAwait(false);
                progress?.Report(execution);
                any = await EmitNewAsync(executionId, types, seen, emit, token).ConfigureAwait(false);
                return execution;
            },
            execution => execution.HasEnded,
            limit: null,
            _ => string.Empty,
            cancellationToken,
            (_, _) => any).ConfigureAwait(false);

        // The manager stores the last events after the status.
        await new PollBackoff(Api.TimeProvider).PauseAsync(cancellationToken).ConfigureAwait(false);
        await EmitNewAsync(executionId, types, seen, emit, cancellationToken).ConfigureAwait(false);
        return ended;
    }

    /// <summary>Gets the exception for an execution that did not succeed, with the operation that failed.</summary>
    public async Task<CfyExecutionException> ExplainAsync(Execution execution, CancellationToken cancellationToken)
    {
        if (execution.Status != "failed")
        {
            return ExecutionClient.Failed(execution);
        }

        try
        {
            var events = new EventQuery { ExecutionIds = [execution.Id!], EventTypes = ["task_failed"] };
            var query = new ListQuery { First = 1 };
            query.Sort.Add("-timestamp");
            using var list = List(events, query, cancellationToken);
            var failed = await list.NextPageAsync().ConfigureAwait(false);
            return ExecutionClient.Failed(execution, failed?.FirstOrDefault());
        }
        catch (CfyException)
        {
            // The execution has failed, whatever its events say.
            return ExecutionClient.Failed(execution);
        }
    }

    private static string? Identity(Event @event) =>
        @event.StorageId is { } number
            ? @event.Type + number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? string.Empty;

    private async Task<bool> EmitNewAsync(
        string executionId,
        IReadOnlyList<string> types,
        RecentEvents seen,
        Action<IReadOnlyList<Event>> emit,
        CancellationToken cancellationToken)
    {
        var any = false;
        var events = new EventQuery { ExecutionIds = [executionId], Types = types, After = seen.From };
        using var list = List(events, new ListQuery(), cancellationToken);
        while (await list.NextPageAsync().ConfigureAwait(false) is { } page)
        {
            var fresh = page.Where(seen.Add).ToList();
            if (fresh.Count > 0)
            {
                any = true;
                emit(fresh);
            }
        }

        seen.Forget();
        return any;
    }
}
