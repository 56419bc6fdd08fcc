namespace CloudifyPS.Client.Waiting;

/// <summary>
/// The pauses between polls: 200 ms at first, half as long again each time, up to 5 s. Short waits end quickly, and
/// long ones send few requests.
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
