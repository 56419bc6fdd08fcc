using System.Net.Http.Headers;

namespace CloudifyPS.Client.Connection;

/// <summary>What became of one attempt: a result, or a failure.</summary>
/// <param name="Attempt">The attempt, for the observer.</param>
/// <param name="Manager">The index of the manager that it was sent to.</param>
/// <param name="Result">The result, when there is no failure.</param>
/// <param name="Failure">The exception; null for success.</param>
/// <param name="Error">The manager's error response; null when there is none.</param>
/// <param name="RetryAfter">The Retry-After header of the error response.</param>
internal sealed record AttemptOutcome<T>(
    RequestAttempt Attempt,
    int Manager,
    T? Result,
    Exception? Failure,
    ApiError? Error,
    RetryConditionHeaderValue? RetryAfter);
