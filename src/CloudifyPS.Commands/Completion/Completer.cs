using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using CloudifyPS.Client;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Completion;

/// <summary>
/// The base class of argument completers. A completer returns no result if it fails, or if the manager does not respond
/// within two seconds, because the prompt must neither wait nor display an error.
/// </summary>
internal abstract class Completer : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

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
            return GetNames(word, fakeBoundParameters)
                .OfType<string>()
                .Where(name => Matches(word, name))
                .Distinct()
                .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))
                .ToArray();
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Gets candidates. The caller removes those that do not match the word.</summary>
    protected abstract IEnumerable<string?> GetNames(string word, IDictionary boundParameters);

    /// <summary>Returns whether a name begins with the word, which can contain wildcards.</summary>
    protected static bool Matches(string word, string? name) =>
        WildcardPattern.ContainsWildcardCharacters(word)
            ? WildcardPattern.Get(word + "*", WildcardOptions.IgnoreCase).IsMatch(name)
            : name?.StartsWith(word, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Gets the value of another parameter on the command line; null if it is not specified.</summary>
    protected static object? ValueOf(IDictionary boundParameters, string parameter) =>
        boundParameters[parameter] is PSObject wrapped ? wrapped.BaseObject : boundParameters[parameter];

    /// <summary>Gets the session on the command line, or the default session; null if there is none.</summary>
    protected static CfySession? SessionOf(IDictionary boundParameters) =>
        ValueOf(boundParameters, "Session") as CfySession ?? SessionStore.Current.Default;

    /// <summary>Gets names from the manager. The result is empty without a session.</summary>
    protected static IEnumerable<string?> Ask(
        IDictionary boundParameters, Func<ManagerClient, CancellationToken, Task<IEnumerable<string?>>> ask)
    {
        if (SessionOf(boundParameters) is not { } session)
        {
            return [];
        }

        var client = new ManagerClient(session, ValueOf(boundParameters, "Tenant") as string);
        using var limit = new CancellationTokenSource(Limit);
        var names = Task.Run(() => ask(client, limit.Token), limit.Token);
        return names.Wait(Limit) ? names.Result : [];
    }

    private static string Quote(string name) =>
        name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
