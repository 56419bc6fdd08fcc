using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using CloudifyPS.Client;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Completion;

/// <summary>
/// Completes names with those that the manager knows. Tab must never be waited for, and never fail: what does not come
/// in time is not offered.
/// </summary>
internal abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var word = wordToComplete.Trim('\'', '"');
        try
        {
            var session = fakeBoundParameters["Session"] as CfySession ?? SessionStore.Current.Default;
            if (session is null)
            {
                return [];
            }

            var client = new ManagerClient(session, fakeBoundParameters["Tenant"] as string);
            using var patience = new CancellationTokenSource(Patience);
            var names = Task.Run(
                () => GetNamesAsync(client, fakeBoundParameters, patience.Token), patience.Token);
            return names.Wait(Patience)
                ? names.Result.OfType<string>()
                    .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                    .Distinct()
                    .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                    .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))
                    .ToArray()
                : [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>The names to offer.</summary>
    protected abstract Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken);

    /// <summary>The names of the first page of a list: nobody picks from more.</summary>
    protected static async Task<IEnumerable<string?>> ListAsync<T>(
        ResourceClient<T> resources, Func<T, string?> nameOf, CancellationToken cancellationToken)
        where T : Resource, new()
    {
        var query = new ListQuery();
        query.Include.Add(resources.Description.Key);
        using var list = resources.List(query, cancellationToken);
        return (await list.NextPageAsync().ConfigureAwait(false) ?? []).Select(nameOf);
    }

    private static string Quote(string name) =>
        name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
