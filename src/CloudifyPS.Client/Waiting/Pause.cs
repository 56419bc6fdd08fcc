namespace CloudifyPS.Client.Waiting;

/// <summary>A pause by a clock that tests can drive.</summary>
internal static class Pause
{
    /// <summary>Ends when the time has passed, or with the token.</summary>
    public static Task For(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(time, clock, cancellationToken);
#else
        clock.Delay(time, cancellationToken);
#endif
}
