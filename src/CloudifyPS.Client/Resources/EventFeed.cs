using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>The growing list of the events that match a filter. Each event is read once.</summary>
/// <param name="events">Reads the events.</param>
/// <param name="filter">The filter.</param>
internal sealed class EventFeed(EventClient events, EventQuery filter)
{
    private const int Margin = 100;

    private readonly RecentEvents _seen = new();
    private DateTimeOffset? _tailStart;

    /// <summary>
    /// Reads the newest events, which should be the first call. The events before them are not read at all.
    /// </summary>
    /// <returns>The events sorted by time.</returns>
    public async Task<IReadOnlyList<Event>> ReadTailAsync(int count, CancellationToken cancellationToken)
    {
        var query = new ListQuery { First = count };
        query.Sort.Add("-timestamp");
        using var list = events.List(filter, query, cancellationToken);
        var tail = await list.ToListAsync().ConfigureAwait(false);
        tail.Reverse();
        tail.ForEach(@event => _seen.Add(@event));
        if (tail.Count == count)
        {
            _tailStart = tail[0].Timestamp;
        }

        return tail;
    }

    /// <summary>Reads the events that were not read before.</summary>
    /// <param name="emit">Receives the events page by page, sorted by time.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> ReadNewAsync(Action<IReadOnlyList<Event>> emit, CancellationToken cancellationToken)
    {
        var unread = filter with { After = Latest(Latest(filter.After, _tailStart), _seen.From) };

        // Known events come first, except for events that were stored late. Reading starts near the end of the known
        // events, so the number of requests grows with the number of new events only.
        var known = _seen.Count;
        var start = Math.Max(0, known - Margin);
        (var found, var total) = await ReadAsync(start, null).ConfigureAwait(false);

        // Events that were stored late are between known ones. If the total shows that there are any, earlier pages are
        // read.
        while (start > 0 && total - known > found)
        {
            var end = start;
            start = Math.Max(0, end - ListQuery.DefaultPageSize);
            found += (await ReadAsync(start, end - start).ConfigureAwait(false)).Found;
        }

        _seen.Forget();
        return found > 0;

        async Task<(long Found, long? Total)> ReadAsync(long skip, long? first)
        {
            var count = 0;
            using var list = events.List(unread, new ListQuery { Skip = skip, First = first }, cancellationToken);
            while (await list.NextPageAsync().ConfigureAwait(false) is { } page)
            {
                var fresh = page.Where(IsNew).ToList();
                if (fresh.Count > 0)
                {
                    count += fresh.Count;
                    emit(fresh);
                }

                if (known == 0)
                {
                    // The first poll does not read any event twice, so a page can be dropped after it has been emitted.
                    _seen.Forget();
                }
            }

            return (count, list.Total);
        }
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        other is null || one > other ? one : other;

    // Several events can have the time at which the tail begins.
    private bool IsNew(Event @event) => !(@event.Timestamp <= _tailStart) && _seen.Add(@event);
}
