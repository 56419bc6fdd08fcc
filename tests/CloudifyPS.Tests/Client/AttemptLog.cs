using CloudifyPS.Client.Connection;

namespace CloudifyPS.Tests.Client;

/// <summary>Remembers every attempt that the client tells of.</summary>
internal sealed class AttemptLog : IRequestObserver
{
    private readonly List<RequestAttempt> _attempts = [];

    public bool WantsBodies { get; init; }

    /// <summary>The attempts, in the order of their ends.</summary>
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

    /// <summary>Everything that a user could see of them.</summary>
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
