namespace CloudifyPS.Client.Resources;

/// <summary>The state of a wait for several executions.</summary>
/// <param name="Total">The number of executions that were waited for so far.</param>
/// <param name="Ended">The number of those that have ended.</param>
/// <param name="Pending">The others, as far as they are known.</param>
internal sealed record ExecutionWatchState(int Total, int Ended, IReadOnlyList<Execution> Pending);
