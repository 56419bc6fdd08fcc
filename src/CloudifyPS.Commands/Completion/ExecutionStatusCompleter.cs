using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes statuses of executions.</summary>
internal sealed class ExecutionStatusCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<string?>>(
        [
            "cancelled", "cancelling", "failed", "force_cancelling", "kill_cancelling", "pending", "queued", "scheduled",
            "started", "terminated",
        ]);
}
