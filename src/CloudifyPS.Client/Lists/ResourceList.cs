namespace CloudifyPS.Client.Lists;

/// <summary>
/// Reads a list page by page, and requests the next pages while the caller processes the current one. Every object that
/// exists during the whole time is returned once, even if other objects are created or deleted meanwhile.
/// </summary>
/// <remarks>
/// Offsets shift while objects are created and deleted. The total does not reveal it when as many objects are created
/// as are deleted. Therefore each page begins with the last object of the previous page. If a page begins with an
/// unknown object, it is requested again at a smaller offset, until it begins with a known object.
/// </remarks>
/// <typeparam name="T">The type of the objects.</typeparam>
internal sealed class ResourceList<T> : IDisposable
{
    private const int ReadAhead = 4;

    // The manager counts the objects before it reads them, so the items of a page can contradict its total.
    private const int MaximumStalls = 3;

    private readonly Func<long, int, CancellationToken, Task<Page<T>>> _fetch;
    private readonly Func<T, string?> _identityOf;
    private readonly Func<string, CfyException> _invalid;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<(long Offset, int Size, Task<Page<T>> Page)> _ahead = new();
    private readonly int _pageSize;
    private readonly long _start;
    private readonly long? _first;

    // Holds hashes of all identities, because any object can be returned again when objects are inserted at the front
    // of the list. The identities themselves would fill the memory, and every garbage collection would copy them.
    private HashSet<long> _seen = [];
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

    /// <param name="fetch">Gets the page with the given offset and size.</param>
    /// <param name="identityOf">Gets the identity of an object in the list; null if it has none.</param>
    /// <param name="invalid">
    /// Creates the exception for pages that contradict each other, with the given message.
    /// </param>
    /// <param name="query">The page size, the number of objects to skip, and the number of objects to return.</param>
    /// <param name="cancellationToken">A token that cancels the requests.</param>
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
    /// Gets the number of objects in the whole list, as of the latest page. Null before the first page, or if the
    /// manager does not return the number.
    /// </summary>
    public long? Total { get; private set; }

    // One common object shows that two pages are adjacent. A page of one object has no room for it.
    private int Overlap => _hasIdentity && _largestPage != 1 ? 1 : 0;

    /// <summary>
    /// Gets the next page of objects that were not returned before. Returns null at the end of the list.
    /// </summary>
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

    /// <summary>Gets all remaining objects.</summary>
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

    /// <summary>Cancels the requests in flight.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _stop.Cancel();

        // The caller's token can live for hours. Disposing the linked source removes its registration there, so that
        // the token does not keep this list in memory.
        _stop.Dispose();
        _ahead.Clear();
        _seen = [];
    }

    // Returns whether objects between the previous page and this one can be missing.
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
                throw Invalid("The list became shorter while it was read, so objects can be missing.");
            }

            return false;
        }

        if (page.Items.Count == 0)
        {
            return page.Total <= offset;
        }

        return offset < _end
            ? _identityOf(page.Items[0]) is { } identity && !_seen.Contains(Hash(identity))
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

            if (_identityOf(item) is not { } identity || _seen.Add(Hash(identity)))
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

        // The page ends after the objects received: a manager can return fewer than requested, or more.
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

    // FNV-1a with 64 bits: among a million objects, two have the same hash with a probability of 1 in 37 million.
    private static long Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return (long)hash;
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

        // A page after the first one needs room for the object in common with the previous page.
        var smallest = _seen.Count > 0 ? 1 + Overlap : 1;
        var size = Math.Min(Math.Max(_pageSize, smallest), _largestPage ?? int.MaxValue);
        if (_first is { } first)
        {
            var left = first - _returned - Math.Max(0, offset + overlap - _end);
            size = (int)Math.Max(smallest, Math.Min(size, left + overlap));
        }

        var stop = _stop.Token;

        // Deserializing a page is CPU-bound, so it runs on a thread of the pool.
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
