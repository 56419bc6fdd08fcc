using CloudifyPS.Client.Lists;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Tests that lists are complete, contain no duplicates, send no unnecessary requests, and end.
/// </summary>
public sealed class PagingTests
{
    private const int Size = 10;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(91)]
    public async Task ObjectsAreReturnedOnceAndInOrder(int count)
    {
        (var ids, var handler) = await ListAsync(request => Slice(request, count, count));

        // Each page after the first one begins with the last object of the previous page.
        Assert.Equal(Names(0, count), ids);
        Assert.Equal(count <= Size ? 1 : 1 + ((count - Size + Size - 2) / (Size - 1)), handler.Requests.Count);
        Assert.All(handler.Requests, request => Assert.Equal("10", request.Query("_size")));
    }

    [Fact]
    public async Task SmallerPagesThanRequestedAreAccepted()
    {
        (var ids, _) = await ListAsync(request =>
            CannedHandler.Page(Enumerable.Range(Offset(request), Math.Min(4, 30 - Offset(request))), 30));

        Assert.Equal(Names(0, 30), ids);
    }

    [Fact]
    public async Task AGrowingListIsReadToItsNewEnd()
    {
        (var ids, _) = await ListAsync(request => Slice(request, 40, Offset(request) == 0 ? 25 : 40));

        Assert.Equal(Names(0, 40), ids);
    }

    [Fact]
    public async Task AShrinkingListIsReadToItsNewEnd()
    {
        (var ids, _) =
            await ListAsync(request => Offset(request) == 0 ? Slice(request, 10, 50) : Slice(request, 17, 17));

        Assert.Equal(Names(0, 17), ids);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    public async Task ATotalThatIsTooLargeIsAnError(long total)
    {
        (var ids, var handler, var failure) = await FailAsync(request => Slice(request, 25, total));

        Assert.Equal(Names(0, 25), ids);
        Assert.Equal(ConnectionFailure.InvalidResponse, failure.Failure);
        Assert.Contains($"{total} objects", failure.Message);
        Assert.InRange(handler.Requests.Count, 3, 12);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(long.MaxValue)]
    public async Task AManagerThatRepeatsItsFirstPageIsAnError(long total)
    {
        (var ids, var handler, var failure) =
            await FailAsync(_ => CannedHandler.Page(Enumerable.Range(0, Size), total));

        Assert.Equal(Names(0, Size), ids);
        Assert.Equal(ConnectionFailure.InvalidResponse, failure.Failure);
        Assert.InRange(handler.Requests.Count, 2, 10);
    }

    [Fact]
    public async Task AnEmptyPageInTheMiddleIsAnError()
    {
        (var ids, _, var failure) = await FailAsync(request =>
            Offset(request) is > 0 and < 20 ? CannedHandler.Page([], 30) : Slice(request, 30, 30));

        Assert.Equal(Names(0, Size), ids);
        Assert.Equal(ConnectionFailure.InvalidResponse, failure.Failure);
    }

    [Fact]
    public async Task AnEmptyPageIsRequestedAgain()
    {
        var answers = 0;
        (var ids, _) = await ListAsync(request => Offset(request) == 9 && Interlocked.Increment(ref answers) == 1
            ? CannedHandler.Page([], 30)
            : Slice(request, 30, 30));

        Assert.Equal(Names(0, 30), ids);
    }

    [Fact]
    public async Task ObjectsThatShiftToALaterPageAreReturnedOnce()
    {
        (var ids, _) = await ListAsync(request => Offset(request) == 0
            ? CannedHandler.Page(Enumerable.Range(0, 10), 20)
            : CannedHandler.Page(Enumerable.Range(Offset(request) - 3, Math.Min(10, 20 - Offset(request))), 20));

        Assert.Equal(Names(0, 17), ids);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(34)]
    public async Task WithoutMetadataAShortPageEndsTheList(int count)
    {
        (var ids, _) = await ListAsync(request => Slice(request, count, null));

        Assert.Equal(Names(0, count), ids);
    }

    [Fact]
    public async Task WithoutMetadataARepeatedPageEndsTheList()
    {
        (var ids, var handler) = await ListAsync(_ => CannedHandler.Page(Enumerable.Range(0, Size), null));

        Assert.Equal(Names(0, Size), ids);
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task ABareArrayIsAList()
    {
        (var ids, var handler) = await ListAsync(_ => CannedHandler.Json("""[{"id": "b0"}, {"id": "b1"}]"""));

        Assert.Equal(Names(0, 2), ids);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task InvalidMetadataIsIgnored()
    {
        (var ids, _) = await ListAsync(_ => CannedHandler.Json(
            """{"metadata": {"pagination": [1, 2]}, "items": [{"id": "b0"}, null, 7, {"id": "b1"}]}"""));

        Assert.Equal(Names(0, 2), ids);
    }

    [Fact]
    public async Task FirstRequestsNoMorePagesThanNecessary()
    {
        (var ids, var handler) = await ListAsync(
            request => Slice(request, 1000, 1000), query => (query.First, query.Skip) = (25, 5));

        Assert.Equal(Names(5, 25), ids);
        Assert.Equal(["10", "10", "7"], handler.Requests.OrderBy(Offset).Select(request => request.Query("_size")));
        Assert.Equal([5, 14, 23], handler.Requests.Select(Offset).Order());
    }

    /// <summary>A caller that takes its time holds a few pages in memory, and not the list.</summary>
    [Fact]
    public async Task NoMoreThanFourPagesAreReadAhead()
    {
        var handler = new CannedHandler(request => Slice(request, 1000, 1000));
        using var fixture = new ClientFixture(handler);
        using var list = fixture.Client.Blueprints.List(new ListQuery { PageSize = Size }, default);

        for (var page = 1; await list.NextPageAsync() is not null; page++)
        {
            Assert.InRange(handler.Requests.Count, page, page + 4);
        }

        Assert.Equal(1 + (990 / (Size - 1)), handler.Requests.Count);
    }

    [Fact]
    public async Task PagesAreRequestedAheadAndReturnedInOrder()
    {
        // When the client waits for all pages that it requests ahead, the handler returns them in reverse order.
        var held = new List<(int Offset, TaskCompletionSource Go)>();
        var isHeld = new SemaphoreSlim(0);
        using var fixture = new ClientFixture(new CannedHandler(async (request, _) =>
        {
            if (Offset(request) > 0)
            {
                var go = new TaskCompletionSource();
                lock (held)
                {
                    held.Add((Offset(request), go));
                }

                isHeld.Release();
                await go.Task;
            }

            return Slice(request, 100, 100);
        }));
        using var list = fixture.Client.Blueprints.List(Query(), default);
        var ids = new List<string?>();
        ids.AddRange((await list.NextPageAsync())!.Select(one => one.Id));
        for (var i = 0; i < 4; i++)
        {
            await isHeld.WaitAsync();
        }

        Assert.False(isHeld.Wait(0));
        lock (held)
        {
            Assert.Equal([9, 18, 27, 36], held.Select(one => one.Offset).Order());
            held.OrderByDescending(one => one.Offset).ToList().ForEach(one => one.Go.SetResult());
        }

        while (ids.Count < 100)
        {
            var next = list.NextPageAsync();
            while (!next.IsCompleted)
            {
                await Task.WhenAny(next, isHeld.WaitAsync());
                lock (held)
                {
                    held.ForEach(one => one.Go.TrySetResult());
                }
            }

            ids.AddRange((await next)!.Select(one => one.Id));
        }

        Assert.Equal(Names(0, 100), ids);
        Assert.Null(await list.NextPageAsync());
    }

    [Fact]
    public async Task DisposingAListCancelsItsRequests()
    {
        var ended = new List<Task>();
        using var fixture = new ClientFixture(new CannedHandler(async (request, token) =>
        {
            if (Offset(request) > 0)
            {
                var forever = new TaskCompletionSource<bool>();
                lock (ended)
                {
                    ended.Add(forever.Task);
                }

                using var _ = token.Register(() => forever.TrySetCanceled(token));
                await forever.Task;
            }

            return Slice(request, 100_000, 100_000);
        }));
        using (var list = fixture.Client.Blueprints.List(Query(), default))
        {
            Assert.Equal(Size, (await list.NextPageAsync())!.Count);
            Assert.Equal(100_000, list.Total);
        }

        Task[] underWay;
        lock (ended)
        {
            underWay = [.. ended];
        }

        await Task.WhenAll(underWay).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(underWay, one => Assert.True(one.IsCanceled));
    }

    [Fact]
    public async Task AFailedPageIsAnError()
    {
        using var fixture = new ClientFixture(new CannedHandler(request => Offset(request) < 18
            ? Slice(request, 100, 100)
            : CannedHandler.Error(500, "internal_server_error")));
        using var list = fixture.Client.Blueprints.List(Query(), default);

        Assert.Equal(Size, (await list.NextPageAsync())!.Count);
        Assert.Equal(Size - 1, (await list.NextPageAsync())!.Count);
        await Assert.ThrowsAsync<CfyApiException>(list.NextPageAsync);
    }

    [Fact]
    public async Task ListsRemoveTheirRegistrationsFromTheToken()
    {
        using var fixture = new ClientFixture(new CannedHandler(request => Slice(request, 3, 3)));
        using var cancel = new CancellationTokenSource();
        var lists = new List<WeakReference>();
        for (var i = 0; i < 20; i++)
        {
            lists.Add(await UseAsync());
        }

        // A list that has not removed its registration from the token would still be alive.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(lists.Count(list => list.IsAlive), 0, 2);
        GC.KeepAlive(cancel);

        async Task<WeakReference> UseAsync()
        {
            var list = fixture.Client.Blueprints.List(Query(), cancel.Token);
            await list.ToListAsync();
            list.Dispose();
            return new WeakReference(StopSourceOf(list));
        }
    }

    private static async Task<(List<string?> Ids, CannedHandler Handler, CfyConnectionException Failure)> FailAsync(
        Func<SentRequest, HttpResponseMessage> answer)
    {
        var handler = new CannedHandler(answer);
        using var fixture = new ClientFixture(handler);
        using var list = fixture.Client.Blueprints.List(Query(), default);
        var ids = new List<string?>();
        var failure = await Assert.ThrowsAsync<CfyConnectionException>(async () =>
        {
            while (await list.NextPageAsync() is { } page)
            {
                ids.AddRange(page.Select(one => one.Id));
            }
        });
        Assert.Null(await list.NextPageAsync());
        return (ids, handler, failure);
    }

    private static object StopSourceOf(ResourceList<Blueprint> list) => typeof(ResourceList<Blueprint>)
        .GetField("_stop", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
        .GetValue(list)!;

    private static ListQuery Query() => new() { PageSize = Size };

    private static int Offset(SentRequest request) => int.Parse(request.Query("_offset")!);

    private static HttpResponseMessage Slice(SentRequest request, int count, long? total) => CannedHandler.Page(
        Enumerable.Range(Offset(request), Math.Clamp(count - Offset(request), 0, int.Parse(request.Query("_size")!))),
        total);

    private static IEnumerable<string> Names(int start, int count) =>
        Enumerable.Range(start, count).Select(id => "b" + id);

    private static async Task<(List<string?> Ids, CannedHandler Handler)> ListAsync(
        Func<SentRequest, HttpResponseMessage> answer, Action<ListQuery>? configure = null)
    {
        var handler = new CannedHandler(answer);
        using var fixture = new ClientFixture(handler);
        var query = Query();
        configure?.Invoke(query);
        using var list = fixture.Client.Blueprints.List(query, default);
        return ((await list.ToListAsync()).Select(one => one.Id).ToList(), handler);
    }
}
