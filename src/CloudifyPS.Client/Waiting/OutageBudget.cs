namespace CloudifyPS.Client.Waiting;

/// <summary>
/// Limits how long a wait tolerates an unreachable manager. While a manager restarts, its proxy answers 502 or 503 for
/// several minutes.
/// </summary>
internal sealed class OutageBudget(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private long _lastResponse = time.GetTimestamp();

    /// <summary>Restores the whole budget after a response.</summary>
    public void Restore() => _lastResponse = time.GetTimestamp();

    /// <summary>Returns whether the wait continues after a failure.</summary>
    public bool Covers(CfyException exception) =>
        exception switch
        {
            CfyConnectionException { IsPermanent: true } => false,
            CfyConnectionException { Failure: not (ConnectionFailure.Certificate or ConnectionFailure.Tls) } => true,
            CfyApiException api => (int)api.StatusCode is 429 or >= 500,
            _ => false,
        }
        && time.GetElapsedTime(_lastResponse) < Longest;
}
