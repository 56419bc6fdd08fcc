namespace CloudifyPS.Client.Resources;

/// <summary>The state of a wait for several executions.</summary>
/// <param name="Total">The number of executions that were added.</param>
/// <param name="Ended">The number of executions that have ended.</param>
/// <param name="Pending">The pending executions whose state is known.</param>
internal sealed record ExecutionWatchState(int Total, int Ended, IReadOnlyList<Execution> Pending);
