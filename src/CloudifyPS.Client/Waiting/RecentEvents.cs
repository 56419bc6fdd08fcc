namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Deduplicates events that are polled with an overlap. A manager stores events with a delay, so a new event can have
/// an earlier time than events that were read before. Each poll therefore starts 30 seconds before the latest event.
/// Only events of this period are kept, so memory does not grow with the duration of the execution.
/// </summary>
internal sealed class RecentEvents
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    // The value is null for an event without a valid time. It is never removed, because every poll can return the
    // event.
    private readonly Dictionary<string, DateTimeOffset?> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset? _latest;

    /// <summary>Gets the time from which the next poll reads; null for the beginning.</summary>
    public DateTimeOffset? From => _latest - DateTimeOffset.MinValue > Overlap ? _latest - Overlap : null;

    /// <summary>Gets the number of events that are kept for the comparison.</summary>
    public int Count => _seen.Count;

    /// <summary>Adds an event. Returns false if it was added before.</summary>
    public bool Add(Event @event)
    {
        // Managers before 5.0.5 send no storage ID. The content then identifies the event.
        var key = @event.StorageId is { } number
            ? $"{@event.Type}|{number}"
            : string.Join("|", @event.Type, @event.Timestamp?.UtcTicks, @event.ReportedTimestamp?.UtcTicks,
                @event.EventType, @event.Level, @event.NodeInstanceId, @event.Operation, @event.Message);
        if (_seen.ContainsKey(key))
        {
            return false;
        }

        _seen[key] = @event.Timestamp;
        if (_latest is null || @event.Timestamp > _latest)
        {
            _latest = @event.Timestamp;
        }

        return true;
    }

    /// <summary>Removes the events that the next poll cannot return.</summary>
    public void Forget()
    {
        if (From is { } from)
        {
            foreach (var key in _seen.Where(entry => entry.Value < from).Select(entry => entry.Key).ToList())
            {
                _seen.Remove(key);
            }
        }
    }
}
