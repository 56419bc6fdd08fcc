using CloudifyPS.Client.Connection;

namespace CloudifyPS.Tests.Client;

/// <summary>Records the attempts that the client reports.</summary>
internal sealed class AttemptLog : IRequestObserver
{
    private readonly List<RequestAttempt> _attempts = [];

    public bool WantsBodies { get; init; }

    /// <summary>Gets the attempts in the order in which they ended.</summary>
    public IReadOnlyList<RequestAttempt> Attempts
    {
        get
        {
            lock (_attempts)
            {
                return [.. _attempts];
            }
        }
    }

    /// <summary>Gets all text of the attempts that a user can see.</summary>
    public string Text => string.Join("\n", Attempts.SelectMany(attempt => new[]
    {
        attempt.Method, attempt.Uri.ToString(), attempt.Failure, attempt.RequestBody, attempt.ResponseBody,
    }.Concat(attempt.RequestHeaders).Concat(attempt.ResponseHeaders)));

    public void OnAttempt(RequestAttempt attempt)
    {
        lock (_attempts)
        {
            _attempts.Add(attempt);
        }
    }
}
