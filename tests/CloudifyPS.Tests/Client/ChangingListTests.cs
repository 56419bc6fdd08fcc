using System.Reflection;
using System.Text.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests lists whose objects are created and deleted while the list is read.</summary>
public sealed class ChangingListTests
{
    private static readonly string[] Recording = File.ReadAllLines(Path.Combine(
        typeof(ChangingListTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(one => one.Key == "RepositoryRoot").Value!,
        "tests", "CloudifyPS.Tests", "Recordings", "lists-that-change.jsonl"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(999)]
    [InlineData(1000)]
    public async Task AListIsCompleteWhenEachObjectIsDeletedAfterItIsRead(int pageSize)
    {
        var count = pageSize < 10 ? 650 : 6500;
        var model = new ModelList(Enumerable.Range(0, count).Select(number => $"k{number:0000}"));

        var read = await ReadAsync(model, pageSize, (_, page) => page.ForEach(model.Remove));

        Assert.Equal(count, read.Distinct().Count());
        Assert.Equal(count, read.Count);
        Assert.Equal(0, model.Count);

        // The number of requests is a small multiple of that without deletions.
        Assert.InRange(model.Requests, 1, 10 * (2 + (count / Math.Max(1, pageSize - 1))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(50)]
    public async Task AListIsCompleteWhenEverySecondObjectIsDeleted(int pageSize)
    {
        var model = new ModelList(Enumerable.Range(0, 500).Select(number => $"k{number:000}"));

        var read = await ReadAsync(
            model, pageSize, (_, page) =>
                page.Where(key => int.Parse(key[1..]) % 2 == 0).ToList().ForEach(model.Remove));

        Assert.Equal(500, read.Distinct().Count());
        Assert.Equal(500, read.Count);
        Assert.Equal(250, model.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ObjectsThatExistDuringTheWholeReadAreReturnedOnce(bool descending)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var model = new ModelList(
                Enumerable.Range(0, random.Next(1, 120)).Select(_ => $"k{random.Next(100_000):00000}"), descending);
            var stable = model.Snapshot().ToHashSet();
            var pageSize = random.Next(1, 14);
            var mutationsLeft = 400;

            // Changes occur before each request, including requests for pages that are read ahead.
            model.BeforeRequest = () =>
            {
                for (var changes = random.Next(0, 6); changes > 0 && mutationsLeft > 0; changes--, mutationsLeft--)
                {
                    var keys = model.Snapshot();
                    if (random.Next(2) == 0 && keys.Count > 0)
                    {
                        // Most deletions are at the front, as in a pipeline to a Remove- cmdlet.
                        var victim = keys[random.Next(random.Next(2) == 0 ? Math.Min(5, keys.Count) : keys.Count)];
                        model.Remove(victim);
                        stable.Remove(victim);
                    }
                    else
                    {
                        model.Add($"k{random.Next(100_000):00000}n{mutationsLeft}");
                    }
                }
            };

            var read = await ReadAsync(model, pageSize, (_, _) => { });

            Assert.True(read.Count == read.Distinct().Count(), $"Seed {seed}: an object came twice.");
            var missing = stable.Except(read).ToList();
            Assert.True(missing.Count == 0, $"Seed {seed}: {string.Join(", ", missing)} did not come.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public async Task APageOfNewObjectsAtTheFrontDoesNotEndTheList(int growth)
    {
        var model = new ModelList(Enumerable.Range(0, 12).Select(number => $"k{number:00}"));
        var read = await ReadAsync(model, 5, (number, _) =>
        {
            if (number == 1)
            {
                Enumerable.Range(0, growth).ToList().ForEach(one => model.Add($"a{one:00}"));
            }
        });

        Assert.Equal(12, read.Count(key => key[0] == 'k'));
        Assert.Equal(read.Count, read.Distinct().Count());
    }

    [Fact]
    public async Task FirstReturnsTheRequestedNumberWhenObjectsAreDeleted()
    {
        var model = new ModelList(Enumerable.Range(0, 100).Select(number => $"k{number:00}"));

        var read = await ReadAsync(
            model, 5, (_, page) => page.ForEach(model.Remove), query => (query.First, query.Skip) = (23, 10));

        Assert.Equal(Enumerable.Range(10, 23).Select(number => $"k{number:00}"), read);
        Assert.Equal(77, model.Count);
    }

    [Fact]
    public async Task SkippedObjectsAreNotReturnedWhenOthersAreDeleted()
    {
        var model = new ModelList(Enumerable.Range(0, 100).Select(number => $"k{number:00}"));

        var read = await ReadAsync(model, 7, (_, page) => page.ForEach(model.Remove), query => query.Skip = 10);

        Assert.Equal(Enumerable.Range(10, 90).Select(number => $"k{number:00}"), read);
        Assert.Equal(10, model.Count);
    }

    [Fact]
    public async Task EqualKeysInSeveralTenantsAreDifferentObjects()
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""
            {"items": [{"id": "x", "tenant_name": "t1"}, {"id": "x", "tenant_name": "t2"}],
             "metadata": {"pagination": {"total": 2}}}
            """));
        using var fixture = new ClientFixture(handler);
        var query = new ListQuery { AllTenants = true };
        query.Include.Add("Id");
        using var list = fixture.Client.Deployments.List(query, default);

        Assert.Equal(["t1", "t2"], (await list.ToListAsync()).Select(one => one.TenantName));
        Assert.Equal("id,tenant_name", handler.Requests.Single().Query("_include"));
    }

    [Fact]
    public async Task EqualNodeIdsInSeveralDeploymentsAreDifferentObjects()
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""
            {"items": [{"id": "vm", "deployment_id": "d1"}, {"id": "vm", "deployment_id": "d2"}],
             "metadata": {"pagination": {"total": 2}}}
            """));
        using var fixture = new ClientFixture(handler);
        var query = new ListQuery();
        query.Include.Add("TypeName");
        using var list = fixture.Client.Nodes.List(query, default);

        Assert.Equal(["d1", "d2"], (await list.ToListAsync()).Select(one => one.DeploymentId));
        Assert.Equal("id,deployment_id,type_name", handler.Requests.Single().Query("_include"));
    }

    [Fact]
    public async Task RowsWithoutIdentityAreNotDeduplicatedAndAShorterListIsAnError()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json(
            """{"items": [{"count": 1}, {"count": 1}], "metadata": {"pagination": {"total": 8}}}""")));
        var request = new RawRequest { Method = "GET", Path = "summary/nodes" };
        using (var list = fixture.Client.Raw.List(request, new ListQuery { PageSize = 2 }, default))
        {
            Assert.Equal(8, (await list.ToListAsync()).Count);
        }

        using var shorter = new ResourceList<string>(
            (offset, _, _) => Task.FromResult(new Page<string>(["same", "same"], offset == 0 ? 8 : 7)),
            _ => null,
            message =>
                new CfyConnectionException(message, ConnectionFailure.InvalidResponse, new("http://manager"), null),
            new ListQuery { PageSize = 2 },
            default);

        Assert.Equal(2, (await shorter.NextPageAsync())!.Count);
        var failure = await Assert.ThrowsAsync<CfyConnectionException>(shorter.NextPageAsync);
        Assert.Equal(ConnectionFailure.InvalidResponse, failure.Failure);
    }

    /// <summary>Compares the model of these tests with the recorded lists of a manager.</summary>
    [Fact]
    public void TheModelReturnsTheRecordedPages()
    {
        var model = new ModelList([]);
        var lists = 0;
        foreach (var exchange in Recording.Select(line => JsonDocument.Parse(line).RootElement))
        {
            var path = exchange.GetProperty("path").GetString()!;
            if (!path.Contains("/secrets"))
            {
                continue;
            }

            var key = path.Split('?')[0].Split('/')[^1];
            switch (exchange.GetProperty("method").GetString())
            {
                case "PUT":
                    model.Add(key);
                    break;
                case "DELETE":
                    model.Remove(key);
                    break;
                case "GET" when path.Contains("_offset="):
                    var query = path.Split('?')[1].Split('&').Select(part => part.Split('='))
                        .ToDictionary(part => part[0], part => part[1]);
                    var page = model.Slice(int.Parse(query["_offset"]), int.Parse(query["_size"]));
                    var body = JsonDocument.Parse(exchange.GetProperty("response_body").GetString()!).RootElement;
                    var items = body.GetProperty("items").EnumerateArray()
                        .Select(item => item.GetProperty("key").GetString());
                    Assert.Equal(items, page.Items);
                    Assert.Equal(
                        body.GetProperty("metadata").GetProperty("pagination")
                            .GetProperty("total").GetInt64(), page.Total);
                    lists++;
                    break;
            }
        }

        Assert.Equal(16, lists);
    }

    [Fact]
    public async Task TheRecordedSecretsCanAllBeDeletedPageByPage()
    {
        var keys = Recording.Select(line => JsonDocument.Parse(line).RootElement)
            .Single(exchange => exchange.GetProperty("name").GetString() == "all at once while they change")
            .GetProperty("response_body").GetString()!;
        var model = new ModelList(JsonDocument.Parse(keys).RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("key").GetString()!));

        var read = await ReadAsync(model, 5, (_, page) => page.ForEach(model.Remove));

        Assert.Equal(16, read.Count);
        Assert.Equal(0, model.Count);
    }

    private static async Task<List<string>> ReadAsync(
        ModelList model, int pageSize, Action<int, List<string>> use, Action<ListQuery>? configure = null)
    {
        var query = new ListQuery { PageSize = pageSize };
        configure?.Invoke(query);
        using var list = new ResourceList<string>(
            (offset, size, _) => Task.FromResult(model.Get(offset, size)),
            key => key,
            message => new CfyTimeoutException(message),
            query,
            default);
        var all = new List<string>();
        for (var number = 1; await list.NextPageAsync() is { } page; number++)
        {
            all.AddRange(page);
            use(number, [.. page]);
        }

        return all;
    }

    /// <summary>A model of a sorted list on a manager.</summary>
    private sealed class ModelList(IEnumerable<string> keys, bool descending = false)
    {
        private readonly SortedSet<string> _keys = new(keys, Comparer<string>.Create((one, other) =>
            descending ? string.CompareOrdinal(other, one) : string.CompareOrdinal(one, other)));

        public Action? BeforeRequest { get; set; }

        public int Requests { get; private set; }

        public int Count
        {
            get
            {
                lock (_keys)
                {
                    return _keys.Count;
                }
            }
        }

        public void Add(string key)
        {
            lock (_keys)
            {
                _keys.Add(key);
            }
        }

        public void Remove(string key)
        {
            lock (_keys)
            {
                _keys.Remove(key);
            }
        }

        public List<string> Snapshot()
        {
            lock (_keys)
            {
                return [.. _keys];
            }
        }

        public Page<string> Get(long offset, int size)
        {
            lock (_keys)
            {
                Requests++;
                BeforeRequest?.Invoke();
                return Slice((int)offset, size);
            }
        }

        public Page<string> Slice(int offset, int size)
        {
            lock (_keys)
            {
                return new Page<string>([.. _keys.Skip(offset).Take(size)], _keys.Count);
            }
        }
    }
}
