using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes names of users.</summary>
internal sealed class UserCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        ListAsync(client.Users, resource => resource.UserName, cancellationToken);
}
