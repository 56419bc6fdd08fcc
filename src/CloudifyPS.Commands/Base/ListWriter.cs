using CloudifyPS.Client.Lists;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Applies -First, -Skip and -IncludeTotalCount to the whole output of a cmdlet, also if it has several inputs.
/// </summary>
internal sealed class ListWriter
{
    private readonly CfyCmdlet _cmdlet;
    private ulong _skip;
    private ulong _left;
    private bool _wantsTotal;

    public ListWriter(CfyCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _skip = cmdlet.PagingParameters.Skip;
        _left = cmdlet.PagingParameters.First;
        _wantsTotal = cmdlet.PagingParameters.IncludeTotalCount;
    }

    /// <summary>Gets whether -First has been reached.</summary>
    public bool IsFull => _left == 0;

    /// <summary>Writes a list that the manager pages.</summary>
    /// <param name="query">The query. This method sets its Skip and First.</param>
    /// <param name="open">Opens the list.</param>
    /// <param name="write">Writes the objects of a page.</param>
    public void WriteList<T>(ListQuery query, Func<ListQuery, ResourceList<T>> open, Action<IReadOnlyList<T>> write)
    {
        if (_cmdlet.MyInvocation.ExpectingInput)
        {
            WriteUnknownTotal();
        }

        if (IsFull && !_wantsTotal)
        {
            return;
        }

        // With -First 0, the total is still needed. One object is requested for it, which is not written.
        query.Skip = (long)Math.Min(_skip, long.MaxValue);
        query.First = IsFull ? 1 : _left > long.MaxValue ? null : (long)_left;
        var any = false;
        using var list = open(query);
        while (_cmdlet.Run(_ => list.NextPageAsync()) is { } page)
        {
            any = true;
            WriteTotal(list.Total);
            if (!IsFull)
            {
                _left -= (ulong)page.Count;
                write(page);
            }
        }

        WriteTotal(list.Total);
        _skip -= any ? _skip : Math.Min(_skip, (ulong)(list.Total ?? 0));
    }

    /// <summary>Writes the objects of a list that match a condition. Their total is not known in advance.</summary>
    public void WriteMatches<T>(ResourceList<T> list, Func<T, bool> matches, Action<T> write)
    {
        WriteUnknownTotal();
        while (!IsFull && _cmdlet.Run(_ => list.NextPageAsync()) is { } page)
        {
            foreach (var item in page)
            {
                if (matches(item) && Take())
                {
                    write(item);
                }
            }
        }
    }

    /// <summary>Counts one object, and returns whether it must be written.</summary>
    public bool Take()
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        if (IsFull)
        {
            return false;
        }

        _left--;
        return true;
    }

    /// <summary>Writes that the total is unknown, if -IncludeTotalCount is specified.</summary>
    public void WriteUnknownTotal() => WriteTotal(null);

    private void WriteTotal(long? total)
    {
        if (_wantsTotal)
        {
            _wantsTotal = false;
            _cmdlet.WriteObject(
                _cmdlet.PagingParameters.NewTotalCount((ulong)(total ?? 0), accuracy: total is null ? 0 : 1));
        }
    }
}
