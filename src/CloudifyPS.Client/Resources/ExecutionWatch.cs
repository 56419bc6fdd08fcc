using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Waits for many executions of one session and tenant. One request asks for up to 50 of them, so that a poll of 1,000
/// executions takes 20 requests, and one more for those that have ended.
/// </summary>
/// <param name="executions">Reads the executions.</param>
/// <param name="events">Finds out why an execution failed.</param>
/// <param name="time">The clock.</param>
/// <param name="waiter">Polls.</param>
/// <param name="isReached">Whether an execution has the wanted status. One that has ended is not polled again.</param>
/// <param name="limit">The time limit for all of them, from the first one on; null for none.</param>
internal sealed class ExecutionWatch(
    ExecutionClient executions,
    EventClient events,
    TimeProvider time,
    Waiter waiter,
    Func<Execution, bool> isReached,
    TimeSpan? limit)
{
    /// <summary>The ids are in the address, whose length managers limit.</summary>
    private const int IdsPerRequest = 50;

    private static readonly string[] PolledAttributes =
        ["status", "status_display", "workflow_id", "deployment_id", "finished_operations", "total_operations"];

    private readonly List<string> _order = [];
    private readonly Dictionary<string, Execution?> _pending = new(StringComparer.Ordinal);
    private int _total;
    private long _start;

    /// <summary>Gets the number of executions that are still waited for.</summary>
    public int Count => _pending.Count;

    /// <summary>Gets the executions that are still waited for: their ids, and what is known about them.</summary>
    public IEnumerable<(string Id, Execution? Execution)> Pending => _order.Select(id => (id, _pending[id]));

    /// <summary>Adds an execution. One that is being waited for already is not added again.</summary>
    /// <param name="id">The id.</param>
    /// <param name="latest">What is known about it; null for nothing.</param>
    public void Add(string id, Execution? latest = null)
    {
        if (!_pending.ContainsKey(id))
        {
            _start = _total == 0 ? time.GetTimestamp() : _start;
            _order.Add(id);
            _pending.Add(id, latest);
            _total++;
        }
    }

    /// <summary>Polls until enough executions have ended.</summary>
    /// <param name="isEnough">Whether enough executions have ended; asked after every poll.</param>
    /// <param name="ended">
    /// Receives each execution that has ended or reached what is waited for, in the order in which they were added; and
    /// why it is a failure, or null.
    /// </param>
    /// <param name="progress">Receives the state after every poll.</param>
    /// <param name="cancellationToken">Ends the wait; the executions continue.</param>
    /// <exception cref="CfyTimeoutException">The time limit is over.</exception>
    public Task RunAsync(
        Func<bool> isEnough,
        Action<ExecutionEnd> ended,
        IProgress<ExecutionWatchState>? progress,
        CancellationToken cancellationToken) =>
        waiter.UntilAsync<Poll>(
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
            (_, present) => present.HasMoved);

    private async Task<Poll> PollAsync(Action<ExecutionEnd> ended, CancellationToken cancellationToken)
    {
        var hasMoved = false;
        for (var start = 0; start < _order.Count;)
        {
            var ids = _order.GetRange(start, Math.Min(IdsPerRequest, _order.Count - start));
            var unknown = ids.Where(id => _pending[id] is not { } known || !IsOver(known)).ToList();
            var found = await GetAsync(unknown, PolledAttributes, cancellationToken).ConfigureAwait(false);
            foreach (var execution in found.Values)
            {
                hasMoved |= execution.FinishedOperations > (_pending[execution.Id!]?.FinishedOperations ?? 0);
                _pending[execution.Id!] = execution;
            }

            // What is not in the answer has been deleted.
            var over = ids.Where(id => !found.ContainsKey(id) || IsOver(found[id])).ToList();
            foreach (var end in await EndsAsync(over, cancellationToken).ConfigureAwait(false))
            {
                _order.Remove(end.Id);
                _pending.Remove(end.Id);
                ended(end);
            }

            hasMoved |= over.Count > 0;
            start += ids.Count - over.Count;
        }

        // Many executions always move. Short pauses would then never end.
        return new Poll(hasMoved && _order.Count <= IdsPerRequest);
    }

    private async Task<List<ExecutionEnd>> EndsAsync(List<string> ids, CancellationToken cancellationToken)
    {
        var ends = new List<ExecutionEnd>();
        var found = await GetAsync(ids, [], cancellationToken).ConfigureAwait(false);
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

    private async Task<Dictionary<string, Execution>> GetAsync(
        List<string> ids, IReadOnlyList<string> include, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : (await executions.GetManyAsync(ids, include, cancellationToken).ConfigureAwait(false))
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
