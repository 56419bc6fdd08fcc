using System.Text.RegularExpressions;

namespace CloudifyPS.Simulator.Configuration;

/// <summary>
/// Changes how operations behave. When several behaviors match an operation, all of them apply; the first failure
/// is reported.
/// </summary>
public sealed class OperationBehavior
{
    private Regex? _node;
    private Regex? _operation;

    /// <summary>
    /// Gets or sets the operations that the behavior applies to: <c>node/operation</c>, with the wildcards * and ?. The
    /// node is a node id, the id of a node instance or a type of the node, also a base type. The operation is a name,
    /// with or without its interface. A pattern without a slash matches all operations of the node. Examples:
    /// <c>database/start</c>, <c>cloudify.nodes.Compute/*</c>, <c>*/cloudify.interfaces.lifecycle.create</c>.
    /// </summary>
    public string Pattern { get; set; } = "*/*";

    /// <summary>Gets or sets the error message of the operation; null when the operation succeeds.</summary>
    public string? Failure { get; set; }

    /// <summary>
    /// Gets or sets whether the manager retries the failed operation, as after a RecoverableError. Otherwise the
    /// failure is final.
    /// </summary>
    public bool Recoverable { get; set; }

    /// <summary>
    /// Gets or sets how many times the operation fails on each node instance before it succeeds; null means always.
    /// </summary>
    public int? Times { get; set; }

    /// <summary>Gets or sets the additional duration of the operation at speed 1.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Gets the runtime properties that the operation sets on its node instance.</summary>
    public IDictionary<string, object?> RuntimeProperties { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    internal bool Matches(IEnumerable<string> nodeNames, string operation)
    {
        var slash = Pattern.IndexOf('/');
        _node ??= Wildcard(slash < 0 ? Pattern : Pattern.Substring(0, slash));
        _operation ??= Wildcard(slash < 0 ? "*" : Pattern.Substring(slash + 1));
        return (_operation.IsMatch(operation)
            || _operation.IsMatch(operation.Substring(operation.LastIndexOf('.') + 1)))
            && nodeNames.Any(_node.IsMatch);
    }

    private static Regex Wildcard(string pattern) =>
        new("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant);
}
