namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Polls until a condition is met or a time limit expires. The pauses grow, and failures while a manager restarts do
/// not end the wait.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="closed">Cancelled when the session is closed: a pause ends, and the next probe fails.</param>
internal sealed class Waiter(TimeProvider time, CancellationToken closed)
{
    /// <summary>Polls a value until it meets a condition, and returns the value.</summary>
    /// <typeparam name="T">The type of the polled value.</typeparam>
    /// <param name="probe">
    /// Gets the current value. The argument is the previous value, or the default of the type in the first call.
    /// </param>
    /// <param name="isDone">Returns whether the wait ends with this value.</param>
    /// <param name="limit">The time limit for all requests and pauses together; null for none.</param>
    /// <param name="onTimeout">Creates the message of the timeout from the latest value.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <param name="hasMoved">
    /// Returns whether the second value shows progress compared with the first. Progress resets the pauses.
    /// </param>
    /// <param name="toleratesOutages">False if a failed probe must not be repeated.</param>
    /// <exception cref="CfyTimeoutException">The time limit has expired.</exception>
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
                    // The manager is unreachable. The awaited operation can still be running on it.
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
