using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes roles in a tenant.</summary>
internal sealed class TenantRoleCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<string?>>(["manager", "user", "operations", "viewer"]);
}
