namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Pauses between polls. The first pause is 200 ms; each following one is 1.5 times as long, up to 5 s. Short waits
/// therefore end quickly, and long waits send few requests.
/// </summary>
internal sealed class PollBackoff(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = Shortest;

    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await time.DelayAsync(_pause, cancellationToken).ConfigureAwait(false);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 3 / 2, Longest.Ticks));
    }

    /// <summary>Starts again with the shortest pause, because more changes may follow soon.</summary>
    public void Reset() => _pause = Shortest;
}
