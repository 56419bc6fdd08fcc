using System.Globalization;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Gets events and log lines: <c>/events</c>. They have no key, and <c>_search</c> has no effect.</summary>
internal sealed class EventClient(ApiClient api, ExecutionClient executions)
    : ResourceClient<Event>(api, new("event", "events", string.Empty, _ => null)
    {
        HasAddress = false,
        Identity = Identity,
    })
{
    private const int Margin = 100;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

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
            query.With("_range", $"timestamp,{Time(events.After)},{Time(Exclusive(events.Before))}");
        }

        if (query.Sort.Count == 0)
        {
            // Managers before 5.0 have no default order.
            query.Sort.Add("timestamp");
        }

        return List(query, cancellationToken);
    }

    /// <summary>
    /// Polls the events of an execution until it has ended. Each event is returned once, including those that the
    /// manager stores after the end.
    /// </summary>
    /// <param name="executionId">The ID of the execution.</param>
    /// <param name="types"><c>cloudify_event</c> or <c>cloudify_log</c>; empty for both.</param>
    /// <param name="emit">Receives the new events, sorted by time.</param>
    /// <param name="progress">Receives the execution after every poll.</param>
    /// <param name="cancellationToken">A token that ends the wait. The execution continues.</param>
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
                // Reading the execution first ensures that this poll also reads all events before its end.
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

    /// <summary>Creates the exception for an execution that did not succeed, with the operation that failed.</summary>
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
            // The events are only details. The failure of the execution is reported without them.
            return ExecutionClient.Failed(execution);
        }
    }

    private static string? Identity(Event @event) =>
        @event.StorageId is { } number
            ? @event.Type + number.ToString(CultureInfo.InvariantCulture)
            : null;

    // The manager excludes the upper limit of a range. It stores microseconds and returns milliseconds.
    private static DateTimeOffset? Exclusive(DateTimeOffset? time) =>
        time is { } value && value < DateTimeOffset.MaxValue.AddDays(-1)
            ? value.AddTicks(IsWholeMilliseconds(value) ? TimeSpan.TicksPerMillisecond : TicksPerMicrosecond)
            : time;

    private static string Time(DateTimeOffset? time) => time is not { } value
        ? string.Empty
        : value.ToUniversalTime().ToString(
            IsWholeMilliseconds(value) ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            CultureInfo.InvariantCulture);

    private static bool IsWholeMilliseconds(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMillisecond == 0;

    private async Task<bool> EmitNewAsync(
        string executionId,
        IReadOnlyList<string> types,
        RecentEvents seen,
        Action<IReadOnlyList<Event>> emit,
        CancellationToken cancellationToken)
    {
        var events = new EventQuery { ExecutionIds = [executionId], Types = types, After = seen.From };

        // Known events come first, except for events that were stored late. Reading starts near the end of the known
        // events, so the number of requests grows with the number of new events only.
        var known = seen.Count;
        var start = Math.Max(0, known - Margin);
        (var found, var total) = await ReadNewAsync(start, null).ConfigureAwait(false);

        // Events that were stored late are between known ones. If the total shows that there are any, earlier pages are
        // read.
        while (start > 0 && total - known > found)
        {
            var end = start;
            start = Math.Max(0, end - ListQuery.DefaultPageSize);
            found += (await ReadNewAsync(start, end - start).ConfigureAwait(false)).Found;
        }

        seen.Forget();
        return found > 0;

        async Task<(long Found, long? Total)> ReadNewAsync(long skip, long? first)
        {
            var count = 0;
            using var list = List(events, new ListQuery { Skip = skip, First = first }, cancellationToken);
            while (await list.NextPageAsync().ConfigureAwait(false) is { } page)
            {
                var fresh = page.Where(seen.Add).ToList();
                if (fresh.Count > 0)
                {
                    count += fresh.Count;
                    emit(fresh);
                }

                if (known == 0)
                {
                    // The first poll does not read any event twice, so a page can be dropped after it has been emitted.
                    seen.Forget();
                }
            }

            return (count, list.Total);
        }
    }
}
