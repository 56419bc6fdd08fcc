using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Waits for many executions of one session and tenant. One request reads up to 50 executions. A poll of 1,000
/// executions therefore takes 20 requests, and one more for each group of 50 in which executions have ended.
/// </summary>
/// <param name="executions">Reads the executions.</param>
/// <param name="events">Reads the reason for which an execution failed.</param>
/// <param name="time">The clock.</param>
/// <param name="waiter">Runs the polls.</param>
/// <param name="isReached">
/// Returns whether an execution has the expected status. An execution that has ended is not polled again in any case.
/// </param>
/// <param name="limit">The time limit for all executions, measured from the first call of Add; null for none.</param>
internal sealed class ExecutionWatch(
    ExecutionClient executions,
    EventClient events,
    TimeProvider time,
    Waiter waiter,
    Func<Execution, bool> isReached,
    TimeSpan? limit)
{
    /// <summary>The maximum number of IDs in one URL, because managers limit its length.</summary>
    public const int IdsPerRequest = 50;

    private readonly List<EventFeed> _feeds = [];
    private readonly List<string> _withoutFeed = [];
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Execution?> _pending = new(StringComparer.Ordinal);
    private int _total;
    private long _start;

    /// <summary>Gets the number of pending executions.</summary>
    public int Count => _pending.Count;

    /// <summary>
    /// Gets the pending executions: their IDs and their latest states, which are null before the first poll.
    /// </summary>
    public IEnumerable<(string Id, Execution? Execution)> Pending => _order.Select(id => (id, _pending[id]));

    /// <summary>
    /// Gets the filter of the events of the executions that the wait reads, and their receiver; null for no events.
    /// </summary>
    public (EventQuery Filter, Action<IReadOnlyList<Event>> Emit)? Events { get; init; }

    /// <summary>Adds an execution, unless it is already pending.</summary>
    /// <param name="id">The ID of the execution.</param>
    /// <param name="latest">The latest known state of the execution; null for none.</param>
    public void Add(string id, Execution? latest = null)
    {
        if (!_pending.ContainsKey(id))
        {
            _start = _total == 0 ? time.GetTimestamp() : _start;
            _order.Add(id);
            _pending.Add(id, latest);
            _total++;
            if (Events is not null)
            {
                _withoutFeed.Add(id);
            }
        }
    }

    /// <summary>Polls until enough executions have ended.</summary>
    /// <param name="isEnough">Returns whether enough executions have ended. It is called after every poll.</param>
    /// <param name="ended">
    /// Receives each execution that has ended or has the expected status, in the order of the calls of Add.
    /// </param>
    /// <param name="progress">Receives the state of the wait after every poll.</param>
    /// <param name="cancellationToken">A token that ends the wait. The executions continue.</param>
    /// <exception cref="CfyTimeoutException">The time limit has expired.</exception>
    public async Task RunAsync(
        Func<bool> isEnough,
        Action<ExecutionEnd> ended,
        IProgress<ExecutionWatchState>? progress,
        CancellationToken cancellationToken)
    {
        await waiter.UntilAsync<Poll>(
            async (_, token) =>
            {
                var poll = await PollAsync(ended, token).ConfigureAwait(false);
                progress?.Report(
                    new ExecutionWatchState(_total, _total - Count, [.. _pending.Values.OfType<Execution>()]));
                return poll;
            },
            _ => Count == 0 || isEnough(),
            Remaining(),
            _ => TimeoutMessage(),
            cancellationToken,
            (_, present) => present.HasMoved).ConfigureAwait(false);
        if (Events is not null && Count == 0)
        {
            // The manager stores the last events after the status.
            await new PollBackoff(time).PauseAsync(cancellationToken).ConfigureAwait(false);
            await ReadEventsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Poll> PollAsync(Action<ExecutionEnd> ended, CancellationToken cancellationToken)
    {
        var hasMoved = false;
        for (var start = 0; start < _order.Count;)
        {
            var ids = _order.GetRange(start, Math.Min(IdsPerRequest, _order.Count - start));
            var unknown = ids.Where(id => _pending[id] is not { } known || !IsOver(known)).ToList();
            var found = await GetAsync(unknown, some => executions.GetStatesAsync(some, cancellationToken))
                .ConfigureAwait(false);
            foreach (var execution in found.Values)
            {
                hasMoved |= execution.FinishedOperations > (_pending[execution.Id!]?.FinishedOperations ?? 0);
                _pending[execution.Id!] = execution;
            }

            // An execution that the response does not contain has been deleted.
            var over = ids.Where(id => !found.ContainsKey(id) || IsOver(found[id])).ToList();
            var ends = await EndsAsync(over, cancellationToken).ConfigureAwait(false);
            if (ends.Count > 0)
            {
                // The events of an execution come before its end.
                await ReadEventsAsync(cancellationToken).ConfigureAwait(false);
            }

            foreach (var end in ends)
            {
                _order.Remove(end.Id);
                _pending.Remove(end.Id);
                ended(end);
            }

            hasMoved |= over.Count > 0;
            start += ids.Count - over.Count;
        }

        await ReadEventsAsync(cancellationToken).ConfigureAwait(false);

        // Among many executions, one makes progress in every poll. That would keep the pauses at their minimum.
        return new Poll(hasMoved && _order.Count <= IdsPerRequest);
    }

    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        if (Events is not { } shown)
        {
            return;
        }

        for (var start = 0; start < _withoutFeed.Count; start += IdsPerRequest)
        {
            var ids = _withoutFeed.GetRange(start, Math.Min(IdsPerRequest, _withoutFeed.Count - start));
            _feeds.Add(new EventFeed(events, shown.Filter with { ExecutionIds = ids }));
        }

        _withoutFeed.Clear();
        foreach (var feed in _feeds)
        {
            await feed.ReadNewAsync(shown.Emit, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<ExecutionEnd>> EndsAsync(List<string> ids, CancellationToken cancellationToken)
    {
        var ends = new List<ExecutionEnd>();
        var found = await GetAsync(ids, some => executions.GetManyAsync(some, cancellationToken))
            .ConfigureAwait(false);
        foreach (var id in ids)
        {
            if (!found.TryGetValue(id, out var execution))
            {
                ends.Add(new ExecutionEnd(id, null, executions.NotFound(id)));
            }
            else if (isReached(execution))
            {
                ends.Add(new ExecutionEnd(id, execution, null));
            }
            else
            {
                var failure = await events.ExplainAsync(execution, cancellationToken).ConfigureAwait(false);
                ends.Add(new ExecutionEnd(id, execution, failure));
            }
        }

        return ends;
    }

    private static async Task<Dictionary<string, Execution>> GetAsync(
        List<string> ids, Func<List<string>, Task<IReadOnlyList<Execution>>> get) => ids.Count == 0
        ? []
        : (await get(ids).ConfigureAwait(false))
            .Where(execution => execution.Id is { } id && ids.Contains(id))
            .ToDictionary(execution => execution.Id!, StringComparer.Ordinal);

    private bool IsOver(Execution execution) => execution.HasEnded || isReached(execution);

    private TimeSpan? Remaining() => limit is { } all
        ? TimeSpan.FromTicks(Math.Max(1, (all - time.GetElapsedTime(_start)).Ticks))
        : null;

    private string TimeoutMessage()
    {
        var names = Pending.Take(3).Select(one => $"{one.Execution?.WorkflowId ?? "execution"} ({one.Id})");
        var others = Count > 3 ? $" and {Count - 3} more" : string.Empty;
        return $"{string.Join(", ", names)}{others} {(Count == 1 ? "has" : "have")} not ended within "
            + $"{limit?.TotalSeconds} seconds. {(Count == 1 ? "It continues." : "They continue.")}";
    }

    private sealed record Poll(bool HasMoved);
}
