namespace CloudifyPS.Client.Connection;

/// <summary>Receives every attempt to send a request, on any thread.</summary>
internal interface IRequestObserver
{
    /// <summary>
    /// Gets whether <see cref="RequestAttempt.RequestBody"/> and <see cref="RequestAttempt.ResponseBody"/> are needed.
    /// Keeping them requires memory.
    /// </summary>
    bool WantsBodies { get; }

    /// <summary>Receives an attempt that has ended.</summary>
    /// <param name="attempt">The attempt, without secrets.</param>
    void OnAttempt(RequestAttempt attempt);
}
