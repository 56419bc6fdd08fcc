namespace CloudifyPS.Client.Waiting;

/// <summary>The pauses of a wait: short at first, then longer, so that a quick end is seen quickly and a long run costs little.</summary>
internal sealed class Polling(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Pause.For(_pause, time, cancellationToken).ConfigureAwait(false);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 3 / 2, Longest.Ticks));
    }

    /// <summary>Something has happened: more may follow soon.</summary>
    public void Reset() => _pause = TimeSpan.FromMilliseconds(200);
}
