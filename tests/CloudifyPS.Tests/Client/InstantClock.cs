namespace CloudifyPS.Tests.Client;

/// <summary>
/// A clock on which every pause ends immediately and advances the time by its length. A time limit expires when the
/// time has advanced beyond it, or when the test calls <see cref="ExpireAsync"/>.
/// </summary>
internal sealed class InstantClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _pauses = [];
    private readonly HashSet<Limit> _limits = [];
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the pauses in order.</summary>
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

    /// <summary>
    /// Gets or sets the function that is called before each pause ends, with the number of the pause from 1.
    /// </summary>
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

    /// <summary>Advances the time.</summary>
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
    /// Expires the current time limits, but no later ones, when one of them has been armed a number of times. A limit
    /// is armed when a request is sent, and again when the headers of its response arrive.
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

    // The timer of a pause is armed when it is created; that of a time limit is armed later.
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

        // Like a real timer, this one never calls back during its creation.
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
