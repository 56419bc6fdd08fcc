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
    /// Polls the events of executions until all of them have ended. Each event is returned once, including those that
    /// the manager stores after the end.
    /// </summary>
    /// <param name="events">The filter, with the IDs of the executions.</param>
    /// <param name="tail">The number of existing events to return; null for all.</param>
    /// <param name="emit">Receives the new events. Those of up to 50 executions are sorted by time.</param>
    /// <param name="missing">Receives the ID of an execution that does not exist.</param>
    /// <param name="progress">Receives the state of the executions after every poll.</param>
    /// <param name="cancellationToken">A token that ends the wait. The executions continue.</param>
    public async Task FollowAsync(
        EventQuery events,
        int? tail,
        Action<IReadOnlyList<Event>> emit,
        Action<string> missing,
        IProgress<ExecutionWatchState>? progress,
        CancellationToken cancellationToken)
    {
        var ids = events.ExecutionIds.Distinct().ToList();
        var feeds = InGroups(ids).Select(group => new EventFeed(this, events with { ExecutionIds = group })).ToList();
        if (tail is { } count)
        {
            emit(await TailAsync(feeds, count, cancellationToken).ConfigureAwait(false));
        }

        var pending = ids;
        var any = false;
        await Api.Waiter.UntilAsync<object>(
            async (_, token) =>
            {
                // Reading the executions first ensures that this poll also reads all events before their end.
                var running = new List<Execution>();
                foreach (var group in InGroups(pending))
                {
                    var found = await executions.GetStatesAsync(group, token).ConfigureAwait(false);
                    running.AddRange(found.Where(execution => !execution.HasEnded));
                    foreach (var id in group.Except(found.Select(execution => execution.Id)))
                    {
                        missing(id!);
                    }
                }

                pending = running.ConvertAll(execution => execution.Id!);
                progress?.Report(new ExecutionWatchState(ids.Count, ids.Count - running.Count, running));
                any = await ReadNewAsync(feeds, emit, token).ConfigureAwait(false);
                return feeds;
            },
            _ => pending.Count == 0,
            limit: null,
            _ => string.Empty,
            cancellationToken,
            (_, _) => any).ConfigureAwait(false);

        // The manager stores the last events after the status.
        await new PollBackoff(Api.TimeProvider).PauseAsync(cancellationToken).ConfigureAwait(false);
        await ReadNewAsync(feeds, emit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the newest events, sorted by time.</summary>
    public Task<IReadOnlyList<Event>> GetTailAsync(
        EventQuery events, int count, CancellationToken cancellationToken) =>
        TailAsync([new EventFeed(this, events)], count, cancellationToken);

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

    private static IEnumerable<List<string>> InGroups(List<string> ids)
    {
        for (var start = 0; start < ids.Count; start += ExecutionWatch.IdsPerRequest)
        {
            yield return ids.GetRange(start, Math.Min(ExecutionWatch.IdsPerRequest, ids.Count - start));
        }
    }

    private static async Task<bool> ReadNewAsync(
        List<EventFeed> feeds, Action<IReadOnlyList<Event>> emit, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var feed in feeds)
        {
            any |= await feed.ReadNewAsync(emit, cancellationToken).ConfigureAwait(false);
        }

        return any;
    }

    private static async Task<IReadOnlyList<Event>> TailAsync(
        IEnumerable<EventFeed> feeds, int count, CancellationToken cancellationToken)
    {
        var newest = new List<Event>();
        foreach (var feed in feeds)
        {
            newest.AddRange(await feed.ReadTailAsync(count, cancellationToken).ConfigureAwait(false));
        }

        var sorted = newest.OrderBy(@event => @event.Timestamp).ToList();
        return sorted.GetRange(Math.Max(0, sorted.Count - count), Math.Min(count, sorted.Count));
    }
}
