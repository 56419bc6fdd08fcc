namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Polls until something is done: with growing pauses, through restarts of the manager, and no longer than a time
/// limit.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="closed">Cancelled when the session is closed: a pause ends, and the next probe fails.</param>
internal sealed class Waiter(TimeProvider time, CancellationToken closed)
{
    /// <summary>Polls until a value is done, and returns it.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="probe">
    /// Gets the present value from the previous one, which is the default value the first time.
    /// </param>
    /// <param name="isDone">Whether the wait ends with this value.</param>
    /// <param name="limit">The time limit, which covers every request; null for none.</param>
    /// <param name="onTimeout">The message of the timeout.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="hasMoved">Whether a value shows progress: the pauses become short again.</param>
    /// <param name="toleratesOutages">False where a failed probe must not be repeated.</param>
    /// <exception cref="CfyTimeoutException">The time limit is over.</exception>
    public async Task<T> UntilAsync<T>(
        Func<T?, CancellationToken, Task<T>> probe,
        Func<T, bool> isDone,
        TimeSpan? limit,
        Func<T?, string> onTimeout,
        CancellationToken cancellationToken,
        Func<T, T, bool>? hasMoved = null,
        bool toleratesOutages = true)
    {
        using var countdown = new Countdown(limit, time, cancellationToken);
        var backoff = new PollBackoff(time);
        var outages = new OutageBudget(time);
        T? latest = default;
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                try
                {
                    var present = await probe(latest, countdown.Token).ConfigureAwait(false);
                    outages.Restore();
                    if (isDone(present))
                    {
                        return present;
                    }

                    if (!isFirst && latest is not null && hasMoved?.Invoke(latest, present) == true)
                    {
                        backoff.Reset();
                    }

                    latest = present;
                }
                catch (CfyException exception) when (toleratesOutages && outages.Covers(exception))
                {
                    // The manager is unreachable. What is waited for may well go on there.
                }

                await PauseAsync(backoff, countdown.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (countdown.HasExpired && !cancellationToken.IsCancellationRequested)
        {
            throw new CfyTimeoutException(onTimeout(latest));
        }
    }

    private async Task PauseAsync(PollBackoff backoff, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed);
        try
        {
            await backoff.PauseAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The session is closed. The next probe reports it.
        }
    }
}
