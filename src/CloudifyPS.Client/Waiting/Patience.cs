namespace CloudifyPS.Client.Waiting;

/// <summary>
/// What a long wait bears: a manager that is restarted is away for minutes, and answers with whatever stands in front
/// of it.
/// </summary>
internal sealed class Patience(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private long _since = time.GetTimestamp();

    /// <summary>The manager has answered.</summary>
    public void Renew() => _since = time.GetTimestamp();

    /// <summary>Whether to go on after a failure.</summary>
    public bool Bears(CfyException exception) =>
        exception switch
        {
            CfyConnectionException { Failure: not (ConnectionFailure.Certificate or ConnectionFailure.Tls) } => true,
            CfyApiException api => (int)api.StatusCode is 429 or >= 500,
            _ => false,
        }
        && time.GetElapsedTime(_since) < Longest;
}
