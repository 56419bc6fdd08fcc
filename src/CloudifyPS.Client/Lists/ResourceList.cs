namespace CloudifyPS.Client.Lists;

/// <summary>
/// Reads a list page by page, and requests the next pages while the caller uses one. Every object that exists during
/// the whole time is returned once, even if others are created or deleted meanwhile.
/// </summary>
/// <remarks>
/// Offsets shift while objects are created and deleted, and the total does not show a deletion that a creation makes
/// up for. Therefore each page begins with the last object of the page before. A page that begins with an unknown
/// object is requested again further in front, until it begins with a known one.
/// </remarks>
/// <typeparam name="T">The objects.</typeparam>
internal sealed class ResourceList<T> : IDisposable
{
    private const int ReadAhead = 4;

    // The manager counts the objects before it reads them, so that one page can contradict its own total.
    private const int MaximumStalls = 3;

    private readonly Func<long, int, CancellationToken, Task<Page<T>>> _fetch;
    private readonly Func<T, string?> _identityOf;
    private readonly Func<string, CfyException> _invalid;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<(long Offset, int Size, Task<Page<T>> Page)> _ahead = new();
    private readonly int _pageSize;
    private readonly long _start;
    private readonly long? _first;

    // All identities: a list that grows at its front can show any object again. A page repeats only if another follows.
    private HashSet<string> _seen = new(StringComparer.Ordinal);
    private string? _last;
    private bool _hasIdentity = true;
    private int? _largestPage;
    private long _end;
    private long _requestedEnd;
    private long _back;
    private long _returned;
    private long _repeated;
    private int _stalls;
    private bool _ended;

    /// <param name="fetch">Gets the page at an offset, of a size.</param>
    /// <param name="identityOf">Gets what identifies an object in the list; null when nothing does.</param>
    /// <param name="invalid">Creates the exception for pages that contradict each other, from its message.</param>
    /// <param name="query">The page size, the first object and the number of objects.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    internal ResourceList(
        Func<long, int, CancellationToken, Task<Page<T>>> fetch,
        Func<T, string?> identityOf,
        Func<string, CfyException> invalid,
        ListQuery query,
        CancellationToken cancellationToken)
    {
        _fetch = fetch;
        _identityOf = identityOf;
        _invalid = invalid;
        _pageSize = Math.Max(1, query.PageSize);
        _first = query.First;
        _start = _end = _requestedEnd = query.Skip;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>
    /// Gets the number of objects of the list in all, from the latest page; null before the first page, or when the
    /// manager does not return it.
    /// </summary>
    public long? Total { get; private set; }

    // One object is enough to recognise a page. A manager that returns one object a page leaves no room for it.
    private int Overlap => _hasIdentity && _largestPage != 1 ? 1 : 0;

    /// <summary>Gets the next objects as soon as their page has been read; null at the end.</summary>
    /// <exception cref="CfyException">A page could not be read, or the pages contradict each other.</exception>
    public async Task<IReadOnlyList<T>?> NextPageAsync()
    {
        while (!_ended)
        {
            if (_ahead.Count == 0)
            {
                Request(Math.Max(_start, _end - Overlap));
            }

            (var offset, var size, var pending) = _ahead.Dequeue();
            var page = await pending.ConfigureAwait(false);
            if (HasGap(offset, page))
            {
                StepBack(offset, page.Total);
                continue;
            }

            _back = 0;
            var fresh = TakeFresh(page.Items);
            Advance(offset, size, page, fresh.Count);
            if (fresh.Count > 0)
            {
                return fresh;
            }
        }

        return null;
    }

    /// <summary>Gets all objects that are left.</summary>
    /// <exception cref="CfyException">A page could not be read, or the pages contradict each other.</exception>
    public async Task<List<T>> ToListAsync()
    {
        var all = new List<T>();
        while (await NextPageAsync().ConfigureAwait(false) is { } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>Ends the requests in flight.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _stop.Cancel();

        // Otherwise the caller's token, which can live for hours, would keep every list that was read with it.
        _stop.Dispose();
        _ahead.Clear();
        _seen = [];
    }

    // Objects between the latest page and this one can be missing.
    private bool HasGap(long offset, Page<T> page)
    {
        if (offset <= _start)
        {
            return false;
        }

        if (!_hasIdentity)
        {
            if (page.Total < Total)
            {
                throw Invalid("The list became shorter while it was read, so that objects can be missing.");
            }

            return false;
        }

        if (page.Items.Count == 0)
        {
            return page.Total <= offset;
        }

        return offset < _end
            ? _identityOf(page.Items[0]) is { } identity && !_seen.Contains(identity)
            : page.Total < Total;
    }

    private void StepBack(long offset, long? total)
    {
        var deleted = Math.Max(0, (Total - total) ?? 0);
        var isFirst = _back == 0;
        _back = isFirst ? Math.Max(1, (_largestPage ?? _pageSize) - 1) : _back * 2;
        var target = isFirst && deleted > 0
            ? Math.Min(offset - 1, _end - Overlap - deleted)
            : Math.Min(offset - _back, _end - Overlap - deleted);
        _ahead.Clear();
        Request(Math.Max(_start, target));
    }

    private List<T> TakeFresh(IReadOnlyList<T> items)
    {
        var fresh = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (_first is { } first && _returned >= first)
            {
                break;
            }

            if (_identityOf(item) is not { } identity || _seen.Add(identity))
            {
                fresh.Add(item);
                _returned++;
            }
        }

        return fresh;
    }

    private void Advance(long offset, int size, Page<T> page, int fresh)
    {
        var count = page.Items.Count;
        var hasMoved = count > Overlap || (count > 0 && offset == _start);
        var last = count == 0 ? null : _identityOf(page.Items[count - 1]);
        var isSamePage = fresh == 0 && last is not null && last == _last && hasMoved;
        _hasIdentity = count == 0 ? _hasIdentity : last is not null;
        _last = last;
        _end = offset + count;
        Total = page.Total ?? Total;

        // The number of objects received counts: a manager can return fewer than requested, or more.
        var mayHaveMore = page.Total is { } total
            ? _end < total
            : count >= size && _hasIdentity && !isSamePage;
        if (!mayHaveMore || _returned >= _first)
        {
            Dispose();
            return;
        }

        _repeated = fresh > 0 ? 0 : _repeated + count;
        _stalls = hasMoved ? 0 : _stalls + 1;
        if (_stalls == MaximumStalls || _repeated > (2L * _seen.Count) + size)
        {
            throw Invalid($"The manager says that the list has {Total} objects, but it returned {_returned} of them.");
        }

        if (count < size && hasMoved)
        {
            _largestPage = Math.Max(_largestPage ?? 0, count);
        }
        else if (count > _largestPage)
        {
            _largestPage = count;
        }

        if (count != size)
        {
            // The requests in flight begin at the wrong offset.
            _ahead.Clear();
            _requestedEnd = _end;
        }

        if (hasMoved)
        {
            RequestAhead();
        }
    }

    private CfyException Invalid(string message)
    {
        Dispose();
        return _invalid(message);
    }

    private void RequestAhead()
    {
        while (_ahead.Count < ReadAhead && _requestedEnd < Total
            && (_first is not { } first || _requestedEnd - _end < first - _returned))
        {
            Request(Math.Max(_start, _requestedEnd - Overlap));
        }
    }

    private void Request(long offset)
    {
        var overlap = offset > _start ? Overlap : 0;

        // From the second page on there is room for an object that is known.
        var smallest = _seen.Count > 0 ? 1 + Overlap : 1;
        var size = Math.Min(Math.Max(_pageSize, smallest), _largestPage ?? int.MaxValue);
        if (_first is { } first)
        {
            var left = first - _returned - Math.Max(0, offset + overlap - _end);
            size = (int)Math.Max(smallest, Math.Min(size, left + overlap));
        }

        var stop = _stop.Token;

        // Reading a page is work for a processor of its own.
        var page = Task.Run(() => _fetch(offset, size, stop), stop);

        // The failure of a page that is no longer needed is not reported.
        _ = page.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _ahead.Enqueue((offset, size, page));
        _requestedEnd = offset + size;
    }
}
