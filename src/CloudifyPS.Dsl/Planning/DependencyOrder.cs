namespace CloudifyPS.Dsl.Planning;

/// <summary>
/// Visits items after everything that they depend on, each once, and rejects cycles. It does not recurse, so that the
/// length of a chain is not limited by the stack.
/// </summary>
internal sealed class DependencyOrder
{
    private readonly HashSet<string> _done = [];

    /// <param name="start">The item.</param>
    /// <param name="prerequisites">Gets what an item depends on; called once for each item.</param>
    /// <param name="visit">Called for each item after its prerequisites.</param>
    /// <exception cref="DslException">An item depends on itself.</exception>
    public void Visit(string start, Func<string, IEnumerable<string>> prerequisites, Action<string>? visit = null)
    {
        if (_done.Contains(start))
        {
            return;
        }

        var path = new List<string>();
        var onPath = new HashSet<string>();
        var open = new Stack<IEnumerator<string>>();
        Enter(start);
        while (open.Count > 0)
        {
            if (!open.Peek().MoveNext())
            {
                open.Pop().Dispose();
                var name = path[path.Count - 1];
                path.RemoveAt(path.Count - 1);
                onPath.Remove(name);
                _done.Add(name);
                visit?.Invoke(name);
            }
            else if (!_done.Contains(open.Peek().Current))
            {
                Enter(open.Peek().Current);
            }
        }

        void Enter(string name)
        {
            if (!onPath.Add(name))
            {
                throw new DslException(
                    $"Parsing failed. Circular dependency detected: {string.Join(" --> ", path.Append(name))}");
            }

            path.Add(name);
            open.Push(prerequisites(name).GetEnumerator());
        }
    }
}
