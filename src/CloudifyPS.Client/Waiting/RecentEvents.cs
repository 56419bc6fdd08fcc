namespace CloudifyPS.Client.Waiting;

/// <summary>
/// The events of the last while. Events are stored some time after they are stamped, and by several workers, so that a
/// late one may carry an earlier time than what has been seen: every look goes back a little, and what was seen then
/// is left out. Memory does not grow with the length of the run.
/// </summary>
internal sealed class RecentEvents
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset? _latest;

    /// <summary>Where the next look begins; null for the very beginning.</summary>
    public DateTimeOffset? From => _latest - Overlap;

    /// <summary>Remembers an event; false when it is known.</summary>
    public bool Add(Event @event)
    {
        var time = @event.Timestamp ?? default;

        // Managers before 5.0.5 send no number: then an event is what it says.
        var key = @event.StorageId is { } number
            ? $"{@event.Type}|{number}"
            : string.Join("|", @event.Type, @event.Timestamp?.UtcTicks, @event.ReportedTimestamp?.UtcTicks,
                @event.EventType, @event.Level, @event.NodeInstanceId, @event.Operation, @event.Message);
        if (_seen.ContainsKey(key))
        {
            return false;
        }

        _seen[key] = time;
        if (_latest is null || time > _latest)
        {
            _latest = time;
        }

        return true;
    }

    /// <summary>Forgets what the next look cannot bring again.</summary>
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
