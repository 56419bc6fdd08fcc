using System.Net;
using System.Net.Http.Headers;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// Whether and when a request is sent again. (A library would serve better, but none has a .NET Standard build whose
/// references match the files that ship here, and Windows PowerShell has no binding redirects.)
/// </summary>
internal sealed class RetryPolicy(int maximumRetryCount, TimeSpan interval, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly Random _random = new();

    /// <summary>The pause before the next attempt, or null when there is to be none.</summary>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="canRepeat">Whether sending twice does what sending once does.</param>
    /// <param name="error">The manager's answer; null when none came.</param>
    /// <param name="failure">Why no answer came; null when one did.</param>
    /// <param name="retryAfter">What the manager asked for.</param>
    public TimeSpan? NextPause(
        int attempt, bool canRepeat, ApiError? error, ConnectionFailure? failure, RetryConditionHeaderValue? retryAfter)
    {
        if (attempt > maximumRetryCount || !(WasNotActedOn(error, failure) || (canRepeat && IsPassing(error, failure))))
        {
            return null;
        }

        double jitter;
        lock (_random)
        {
            jitter = 0.75 + (_random.NextDouble() / 2);
        }

        var pause = TimeSpan.FromTicks((long)(interval.Ticks * Math.Pow(2, attempt - 1) * jitter));
        var asked = retryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };

        // Whoever asks for hours is not waited for: the user decides.
        return asked > LongestPause ? null : asked > pause ? asked : pause < LongestPause ? pause : LongestPause;
    }

    // The manager cannot have done anything.
    private static bool WasNotActedOn(ApiError? error, ConnectionFailure? failure) =>
        failure == ConnectionFailure.Refused
        || error is { StatusCode: HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 };

    private static bool IsPassing(ApiError? error, ConnectionFailure? failure) =>
        failure is ConnectionFailure.Reset or ConnectionFailure.Timeout or ConnectionFailure.InvalidResponse
        || error is { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout };
}
