namespace CloudifyPS.Tests.Client;

/// <summary>
/// A clock in which every pause is over at once. The time moves on by the pause; time limits expire when the time has
/// moved beyond them, and never by themselves.
/// </summary>
/// <param name="hasRealLimits">Time limits expire in real time instead, for tests over real sockets.</param>
internal sealed class InstantClock(bool hasRealLimits = false) : TimeProvider
{
    private readonly bool _hasRealLimits = hasRealLimits;
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly HashSet<Limit> _limits = [];
    private DateTimeOffset _now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The pauses so far.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_lock)
            {
                return [.. _pauses];
            }
        }
    }

    /// <summary>Receives every pause by its number, from 1, before it is over.</summary>
    public Action<int>? OnPause { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the time on.</summary>
    public void Advance(TimeSpan time)
    {
        List<Limit> expired;
        lock (_lock)
        {
            _now += time;
            expired = [.. _limits.Where(limit => limit.Due <= _now)];
            _limits.ExceptWith(expired);
        }

        foreach (var limit in expired)
        {
            limit.Expire();
        }
    }

    // A pause is a timer that runs from the start; a time limit is armed afterwards.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var limit = new Limit(this, callback, state);
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return limit;
        }

        int number;
        lock (_lock)
        {
            _pauses.Add(dueTime);
            number = _pauses.Count;
        }

        OnPause?.Invoke(number);
        Advance(dueTime);

        // As a real timer does: never inside of the call that makes it.
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return limit;
    }

    private sealed class Limit(InstantClock clock, TimerCallback callback, object? state) : ITimer
    {
        private ITimer? _real;

        public DateTimeOffset Due { get; private set; }

        public void Expire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (clock._hasRealLimits)
                {
                    _real ??= System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    return _real.Change(dueTime, period);
                }

                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock._now + dueTime;
                clock._limits.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _real?.Dispose();
                clock._limits.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
