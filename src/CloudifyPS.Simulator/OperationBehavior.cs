using System.Text.RegularExpressions;

namespace CloudifyPS.Simulator;

/// <summary>
/// What chosen operations do otherwise than usual. Of several behaviors that match an operation, each has its effect;
/// the first failure counts.
/// </summary>
public sealed class OperationBehavior
{
    private Regex? _node;
    private Regex? _operation;

    /// <summary>
    /// Which operations: <c>node/operation</c>, with the wildcards * and ?. The node is given by its id, the id of one
    /// of its instances or a type that it has or derives from; the operation by its name, with or without its
    /// interface: <c>database/start</c>, <c>cloudify.nodes.Compute/*</c>, <c>*/cloudify.interfaces.lifecycle.create</c>.
    /// A pattern without a slash means every operation of the node.
    /// </summary>
    public string Pattern { get; set; } = "*/*";

    /// <summary>The message that the operation fails with; null when it does not fail.</summary>
    public string? Failure { get; set; }

    /// <summary>
    /// Whether the manager tries a failed operation again, as after a RecoverableError; otherwise the failure is final.
    /// </summary>
    public bool Recoverable { get; set; }

    /// <summary>
    /// How many times the operation fails on each node instance before it succeeds; null means always.
    /// </summary>
    public int? Times { get; set; }

    /// <summary>How much longer the operation takes, at speed 1.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The runtime properties that the operation leaves on its node instance.</summary>
    public IDictionary<string, object?> RuntimeProperties { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    internal bool Matches(IEnumerable<string> nodeNames, string operation)
    {
        var slash = Pattern.IndexOf('/');
        _node ??= Wildcard(slash < 0 ? Pattern : Pattern.Substring(0, slash));
        _operation ??= Wildcard(slash < 0 ? "*" : Pattern.Substring(slash + 1));
        return (_operation.IsMatch(operation) || _operation.IsMatch(operation.Substring(operation.LastIndexOf('.') + 1)))
            && nodeNames.Any(_node.IsMatch);
    }

    private static Regex Wildcard(string pattern) =>
        new("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant);
}
