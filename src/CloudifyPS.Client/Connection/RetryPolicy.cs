using System.Net;
using System.Net.Http.Headers;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// Decides whether and when a request is sent again. Retry libraries have no .NET Standard build whose
/// references match the module's files, and Windows PowerShell has no binding redirects.
/// </summary>
internal sealed class RetryPolicy(int maximumRetryCount, TimeSpan interval, TimeProvider time)
{
    private const int LargestExponent = 62;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    // A manager checks for these before it processes a request.
    private static readonly HashSet<string?> NotProcessed =
        ["maintenance_mode_active", "entering_maintenance_mode", "in_snapshot_restore_error"];

    private readonly Random _random = new();

    /// <summary>Gets the pause before the next attempt; null when the request is not sent again.</summary>
    /// <param name="attempt">The number of the attempt that failed, from 1.</param>
    /// <param name="canRepeat">Whether the request is idempotent, or was never sent.</param>
    /// <param name="error">The error response; null when there was none.</param>
    /// <param name="failure">Why there was no response; null when there was one.</param>
    /// <param name="retryAfter">The Retry-After header of the error response.</param>
    public TimeSpan? NextPause(
        int attempt, bool canRepeat, ApiError? error, ConnectionFailure? failure, RetryConditionHeaderValue? retryAfter)
    {
        if (attempt > maximumRetryCount
            || !(WasNotProcessed(error, failure) || (canRepeat && IsTransient(error, failure))))
        {
            return null;
        }

        double jitter;
        lock (_random)
        {
            jitter = 0.75 + (_random.NextDouble() / 2);
        }

        var ticks = interval.Ticks * Math.Pow(2, Math.Min(attempt - 1, LargestExponent)) * jitter;
        var pause = TimeSpan.FromTicks((long)Math.Min(ticks, LongestPause.Ticks));
        var asked = retryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };

        // A Retry-After above the limit is not honoured. The error is returned so that the caller can decide.
        return asked > LongestPause ? null : asked > pause ? asked : pause;
    }

    // The status alone is not sufficient: a proxy also returns 503 when the manager stops responding while it processes
    // the request.
    private static bool WasNotProcessed(ApiError? error, ConnectionFailure? failure) =>
        failure == ConnectionFailure.Refused
        || (error is { StatusCode: HttpStatusCode.ServiceUnavailable } && NotProcessed.Contains(error.ErrorCode));

    private static bool IsTransient(ApiError? error, ConnectionFailure? failure) =>
        failure is ConnectionFailure.Reset or ConnectionFailure.Timeout or ConnectionFailure.InvalidResponse
        || error is
        {
            StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout or (HttpStatusCode)429
        };
}
