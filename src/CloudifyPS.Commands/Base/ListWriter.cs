using CloudifyPS.Client.Lists;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Applies -First, -Skip and -IncludeTotalCount to all that one call of a cmdlet writes, however many inputs it has.
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
    /// <param name="query">The query; its Skip and First are set here.</param>
    /// <param name="open">Opens the list.</param>
    /// <param name="write">Writes a page.</param>
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

        // A list of no objects has a total, too: it is asked for one object, which is not written.
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

    /// <summary>Writes those objects of a list that match; the manager cannot count them.</summary>
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

    /// <summary>Counts one object, and returns whether it is to be written.</summary>
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

    /// <summary>Writes that the total is unknown, if -IncludeTotalCount asks for it.</summary>
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
