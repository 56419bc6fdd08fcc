using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client;
using CloudifyPS.Client.Lists;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes the keys of the resources of one kind.</summary>
/// <typeparam name="T">The type of the resources.</typeparam>
internal sealed class ResourceCompleter<T> : Completer
    where T : Resource, new()
{
    private const int MaximumCount = 1000;

    /// <inheritdoc/>
    protected override IEnumerable<string?> GetNames(string word, IDictionary boundParameters) =>
        Ask(boundParameters, (client, token) => ListAsync(client, word, token));

    // The manager searches if the endpoint supports it. Otherwise the list is read until there are enough matching
    // names or the time limit expires.
    private static async Task<IEnumerable<string?>> ListAsync(
        ManagerClient client, string word, CancellationToken cancellationToken)
    {
        var resources = client.Of<T>();
        var isLiteral = word.Length > 0 && !WildcardPattern.ContainsWildcardCharacters(word);
        var query = new ListQuery { Search = isLiteral && client.CanSearchKey<T>() ? word : null };
        query.Include.Add(resources.Description.Key);
        var found = new List<string?>();
        using var list = resources.List(query, cancellationToken);
        try
        {
            while (found.Count < MaximumCount && await list.NextPageAsync().ConfigureAwait(false) is { } page)
            {
                found.AddRange(page.Select(resources.Description.KeyOf).Where(name => Matches(word, name)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or CfyException && found.Count > 0)
        {
            // The names that were found before the time limit or the failure are returned.
        }

        return found;
    }
}
