namespace CloudifyPS.Client.Lists;

/// <summary>
/// A list that comes page by page: while one page is being used, the next ones are already on their way, a few at a
/// time and in order. Disposing it, or its token, ends the requests.
/// </summary>
/// <typeparam name="T">The objects.</typeparam>
internal sealed class ResourceList<T> : IDisposable
{
    private const int ReadAhead = 4;

    private readonly Func<long, int, CancellationToken, Task<Page<T>>> _fetch;
    private readonly Func<T, string?> _keyOf;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<(long Offset, int Size, Task<Page<T>> Page)> _ahead = new();
    private readonly int _pageSize;
    private readonly long? _first;
    private HashSet<string> _before = [];
    private HashSet<string> _current = [];
    private long _offset;
    private long _nextOffset;
    private long _returned;
    private int _stride;
    private bool _ended;

    /// <param name="fetch">Gets the page at an offset, of a size.</param>
    /// <param name="keyOf">What makes an object the same as another; null when that cannot be told.</param>
    /// <param name="query">Where to begin and how much to get.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    internal ResourceList(
        Func<long, int, CancellationToken, Task<Page<T>>> fetch,
        Func<T, string?> keyOf,
        ListQuery query,
        CancellationToken cancellationToken)
    {
        _fetch = fetch;
        _keyOf = keyOf;
        _pageSize = Math.Max(1, query.PageSize);
        _first = query.First;
        _offset = _nextOffset = query.Skip;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>How many objects the list has in all, as the latest page said; null before the first one, or when the manager does not say.</summary>
    public long? Total { get; private set; }

    /// <summary>The next objects, as soon as their page has been read; null at the end.</summary>
    /// <exception cref="CfyException">A page could not be had.</exception>
    public async Task<IReadOnlyList<T>?> NextPageAsync()
    {
        while (!_ended)
        {
            if (_ahead.Count == 0)
            {
                Request(_offset);
            }

            (var offset, var size, var pending) = _ahead.Dequeue();
            var page = await pending.ConfigureAwait(false);
            Total = page.Total ?? Total;

            // Page by what came, not by what was asked for: a manager may give less than that.
            _offset = offset + page.Items.Count;
            _stride = Math.Max(_stride, page.Items.Count);
            var fresh = TakeFresh(page.Items);
            if (fresh.Count == 0 || !MayHaveMore(page, size) || _returned >= _first)
            {
                Dispose();
            }
            else
            {
                if (page.Items.Count < size)
                {
                    // What is on its way begins at the wrong place.
                    _ahead.Clear();
                    _nextOffset = _offset;
                }

                RequestAhead();
            }

            if (fresh.Count > 0)
            {
                return fresh;
            }
        }

        return null;
    }

    /// <summary>Everything that is left, in one list.</summary>
    /// <exception cref="CfyException">A page could not be had.</exception>
    public async Task<List<T>> ToListAsync()
    {
        var all = new List<T>();
        while (await NextPageAsync().ConfigureAwait(false) is { } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    /// <summary>Ends what is on its way.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _stop.Cancel();

        // Or the caller's token, which may live for hours, would keep every list that was read with it.
        _stop.Dispose();
        _ahead.Clear();
    }

    // Whoever does not say how much there is may have more after a full page, as long as another page can be told from it.
    private bool MayHaveMore(Page<T> page, int size) => page.Total is { } total
        ? _offset < total
        : page.Items.Count >= size && _keyOf(page.Items[0]) is not null;

    private void RequestAhead()
    {
        while (_ahead.Count < ReadAhead && _nextOffset < Total
            && (_first is not { } first || _nextOffset - _offset < first - _returned))
        {
            Request(_nextOffset);
        }
    }

    private void Request(long offset)
    {
        var size = _pageSize;
        if (_stride > 0 && _stride < size)
        {
            // The manager gives less than was asked for.
            size = _stride;
        }

        if (_first is { } first)
        {
            size = (int)Math.Max(1, Math.Min(size, first - _returned - (offset - _offset)));
        }

        var stop = _stop.Token;

        // On the thread pool from the first step on: reading a page is work for a processor of its own.
        var page = Task.Run(() => _fetch(offset, size, stop), stop);

        // A page that nobody waits for any more may fail in silence.
        _ = page.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _ahead.Enqueue((offset, size, page));
        _nextOffset = offset + size;
    }

    // A list that grows at its front while it is read shows objects again: those of this page and of the one before.
    private List<T> TakeFresh(IReadOnlyList<T> items)
    {
        (_before, _current) = (_current, _before);
        _current.Clear();
        var fresh = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (_first is { } first && _returned >= first)
            {
                break;
            }

            if (_keyOf(item) is { } key && (!_current.Add(key) || _before.Contains(key)))
            {
                continue;
            }

            fresh.Add(item);
            _returned++;
        }

        return fresh;
    }
}
