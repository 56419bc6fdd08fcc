namespace CloudifyPS.Client.Waiting;

/// <summary>Waits on a clock that tests can replace. The API differs between .NET and .NET Standard.</summary>
internal static class TimeProviderExtensions
{
#if NET
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
        Task.Delay(delay, time, cancellationToken);
#else
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
        time.Delay(delay, cancellationToken);
#endif
}
