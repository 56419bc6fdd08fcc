namespace CloudifyPS.Client.Connection;

/// <summary>Is told of every attempt to send a request, on whatever thread it ended.</summary>
internal interface IRequestObserver
{
    /// <summary>Whether <see cref="RequestAttempt.RequestBody"/> and <see cref="RequestAttempt.ResponseBody"/> are wanted: they cost memory.</summary>
    bool WantsBodies { get; }

    /// <summary>An attempt has ended.</summary>
    /// <param name="attempt">What happened, with nothing secret in it.</param>
    void OnAttempt(RequestAttempt attempt);
}
