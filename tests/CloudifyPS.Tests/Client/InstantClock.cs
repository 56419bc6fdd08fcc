namespace CloudifyPS.Tests.Client;

/// <summary>
/// A clock in which every pause is over at once. The time moves on by the pause; time limits expire when the time has
/// moved beyond them or when the test says so, and never by themselves.
/// </summary>
internal sealed class InstantClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly HashSet<Limit> _limits = [];
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>
    /// Lets the present time limits expire, and no later ones, as soon as one has been armed so many times: once when a
    /// request is sent, once more for the headers of its response.
    /// </summary>
    public async Task ExpireAsync(int times = 1)
    {
        while (true)
        {
            List<Limit> limits;
            Task armed;
            lock (_lock)
            {
                limits = [.. _limits.Where(limit => limit.Due < DateTimeOffset.MaxValue)];
                armed = _armed.Task;
            }

            if (limits.Any(limit => limit.Times >= times))
            {
                limits.ForEach(limit => limit.Expire());
                return;
            }

            await armed;
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
        public DateTimeOffset Due { get; private set; }

        public int Times { get; private set; }

        public void Expire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock._now + dueTime;
                Times++;
                clock._limits.Add(this);
                clock._armed.SetResult();
                clock._armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
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
