using System.Net.Http.Headers;

namespace CloudifyPS.Client.Connection;

/// <summary>The outcome of one attempt: a result or a failure.</summary>
/// <param name="Attempt">The attempt, for the observer.</param>
/// <param name="Manager">The index of the manager to which the attempt was sent.</param>
/// <param name="Result">The result, if there is no failure.</param>
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
