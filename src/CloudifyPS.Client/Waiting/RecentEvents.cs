namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Recognises the events of the latest seconds. Several workers store events, some time after these happened, so that a
/// new event can have an earlier time than events that have been read. Each poll therefore reads a short time again,
/// and events that are known are left out. Memory does not grow with the length of the run.
/// </summary>
internal sealed class RecentEvents
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    // Null for an event without a valid time: it is never forgotten, because every poll can return it.
    private readonly Dictionary<string, DateTimeOffset?> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset? _latest;

    /// <summary>Gets the time from which the next poll reads; null for the beginning.</summary>
    public DateTimeOffset? From => _latest - DateTimeOffset.MinValue > Overlap ? _latest - Overlap : null;

    /// <summary>Gets the number of known events that the next poll can return.</summary>
    public int Count => _seen.Count;

    /// <summary>Adds an event. Returns false for a known one.</summary>
    public bool Add(Event @event)
    {
        // Managers before 5.0.5 send no number: the content identifies the event.
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

    /// <summary>Forgets the events that the next poll cannot return.</summary>
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
