using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes keys of secrets.</summary>
internal sealed class SecretCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        ListAsync(client.Secrets, resource => resource.Key, cancellationToken);
}
