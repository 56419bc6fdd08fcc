namespace CloudifyPS.Client.Waiting;

/// <summary>A cancellation token with a time limit, which can be restarted.</summary>
internal sealed class Countdown : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _expired = new();
    private readonly CancellationTokenSource _linked;
    private readonly ITimer _timer;

    /// <param name="limit">The time until the token is cancelled; null for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">A token that also cancels <see cref="Token"/>.</param>
    public Countdown(TimeSpan? limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit ?? Timeout.InfiniteTimeSpan;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _expired.Token);
        _timer = time.CreateTimer(
            static state => Expire((CancellationTokenSource)state!),
            _expired,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        Restart();
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Gets whether the time limit has cancelled the token.</summary>
    public bool HasExpired => _expired.IsCancellationRequested;

    public void Restart() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _linked.Dispose();
        _expired.Dispose();
    }

    private static void Expire(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A timer callback can still run after the timer has been disposed.
        }
    }
}
