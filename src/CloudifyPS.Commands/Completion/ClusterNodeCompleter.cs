using System.Collections;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes names of the managers of a cluster.</summary>
internal sealed class ClusterNodeCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken) =>
        ListAsync(client.Cluster.Nodes, resource => resource.Name, cancellationToken);
}
