using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes system roles, which managers before 4.2 call otherwise.</summary>
internal sealed class SystemRoleCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<string?>>(
            client.Connection.IsAtLeast(4, 2) ? ["sys_admin", "default"] : ["admin", "user"]);
}
