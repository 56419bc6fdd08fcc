using System.Globalization;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests following events until their execution has ended.</summary>
public sealed class FollowTests
{
    [Fact]
    public async Task TheNumberOfRequestsIsProportionalToTheNumberOfEvents()
    {
        // Each of 20 polls finds 5,000 new events with times in the same second.
        var model = new ModelEvents { EventsPerPoll = 5000, Polls = 20 };
        using var fixture = new ClientFixture(model.Handler);
        var seen = new List<string?>();

        await FollowAsync(fixture, page => seen.AddRange(page.Select(one => one.Message)));

        Assert.Equal(Enumerable.Range(0, 100_000).Select(number => $"m{number}"), seen);

        // The events fill 100 pages.
        Assert.InRange(model.Requests, 100, 250);
    }

    [Fact]
    public async Task LateEventsBetweenKnownOnesAreReturnedOnce()
    {
        var model = new ModelEvents { EventsPerPoll = 3000, Polls = 3, HasLateEvent = true };
        using var fixture = new ClientFixture(model.Handler);
        var seen = new List<string?>();

        await FollowAsync(fixture, page => seen.AddRange(page.Select(one => one.Message)));

        Assert.Equal(9001, seen.Count);
        Assert.Equal(9001, seen.Distinct().Count());
        Assert.Contains("late", seen);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("7")]
    [InlineData("\"0001-01-01T00:00:00.000Z\"")]
    public async Task EventsWithoutAValidTimeAreReturned(string time)
    {
        var model = new ModelEvents { EventsPerPoll = 3, Polls = 4, Time = time };
        using var fixture = new ClientFixture(model.Handler);
        var seen = new List<string?>();

        await FollowAsync(fixture, page => seen.AddRange(page.Select(one => one.Message)));

        Assert.Equal(Enumerable.Range(0, 12).Select(number => $"m{number}"), seen);
    }

    [Theory]
    [InlineData("2026-11-25T02:14:34.515Z", "2026-11-25T02:14:34.516Z")]
    [InlineData("2026-11-25T02:14:34.5154Z", "2026-11-25T02:14:34.515401Z")]
    public async Task BeforeIncludesTheEventsAtThatTime(string before, string sent)
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"items": []}"""));
        using var fixture = new ClientFixture(handler);
        var events = new EventQuery { Before = DateTimeOffset.Parse(before) };

        using var list = fixture.Client.Events.List(events, new ListQuery(), default);
        await list.ToListAsync();

        Assert.Equal("timestamp,," + sent, handler.Requests.Single().Query("_range"));
    }

    [Fact]
    public async Task OneRequestPerPollReadsTheEventsOfManyExecutions()
    {
        var polls = 0;
        var events = new List<string>();
        var handler = new CannedHandler(request =>
        {
            if (request.Uri.AbsolutePath.EndsWith("/events", StringComparison.Ordinal))
            {
                return List(events);
            }

            polls++;
            events.AddRange(Enumerable.Range(0, 3).Select(number => Numbered(events.Count, $"e{number}")));
            var status = polls == 3 ? "terminated" : "started";
            return List(Enumerable.Range(0, 3).Select(number => $$"""{"id": "e{{number}}", "status": "{{status}}"}"""));
        });
        using var fixture = new ClientFixture(handler);
        var seen = new List<string?>();

        await FollowAsync(fixture, page => seen.AddRange(page.Select(one => one.ExecutionId)), ["e0", "e1", "e2"]);

        Assert.Equal(Enumerable.Repeat(new[] { "e0", "e1", "e2" }, 3).SelectMany(ids => ids), seen);
        Assert.Equal(3, polls);
        Assert.All(handler.Requests, request => Assert.Equal(3, Regex.Matches(request.Uri.Query, "id=e").Count));
    }

    [Fact]
    public async Task ADeletedExecutionIsReportedAndTheOthersAreFollowed()
    {
        var handler = new CannedHandler(request =>
            request.Uri.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)
                ? List([Numbered(0, "e0")])
                : List(["""{"id": "e0", "status": "terminated"}"""]));
        using var fixture = new ClientFixture(handler);
        var seen = new List<string?>();
        var missing = new List<string>();

        await FollowAsync(
            fixture, page => seen.AddRange(page.Select(one => one.ExecutionId)), ["e0", "gone"], missing: missing.Add);

        Assert.Equal(["e0"], seen);
        Assert.Equal(["gone"], missing);
    }

    [Fact]
    public async Task TheTailComesFirstAndNewEventsFollow()
    {
        var polls = 0;
        var events = Enumerable.Range(0, 2500).Select(number => Numbered(number, "e")).ToList();
        var handler = new CannedHandler(request =>
        {
            if (!request.Uri.AbsolutePath.EndsWith("/events", StringComparison.Ordinal))
            {
                polls++;
                events.AddRange(Enumerable.Range(0, 2).Select(_ => Numbered(events.Count, "e")));
                return CannedHandler.Json(
                    $$"""{"id": "e", "status": "{{(polls == 2 ? "terminated" : "started")}}"}""");
            }

            if (request.Query("_sort") == "-timestamp")
            {
                return List(events.AsEnumerable().Reverse().Take(int.Parse(request.Query("_size")!)));
            }

            // Every event has a second of its own, so the earliest time tells the number of the first event.
            var after = DateTimeOffset.Parse(request.Query("_range")!.Split(',')[1]);
            var first = (int)(after - Start).TotalSeconds;
            return List(events.Skip(first).Skip(int.Parse(request.Query("_offset")!)));
        });
        using var fixture = new ClientFixture(handler);
        var seen = new List<string?>();

        await FollowAsync(fixture, page => seen.AddRange(page.Select(one => one.Message)), tail: 3);

        Assert.Equal(Enumerable.Range(2497, 7).Select(number => $"m{number}"), seen);
    }

    private static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private static Task FollowAsync(
        ClientFixture fixture,
        Action<IReadOnlyList<Event>> emit,
        string[]? ids = null,
        int? tail = null,
        Action<string>? missing = null) =>
        fixture.Client.Events.FollowAsync(
            new EventQuery { ExecutionIds = ids ?? ["e"] },
            tail,
            emit,
            missing ?? (id => Assert.Fail($"{id} is missing.")),
            null,
            default);

    private static string Numbered(int number, string execution)
    {
        var time = Start.AddSeconds(number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$"""
            {"_storage_id": {{number}}, "type": "cloudify_event", "execution_id": "{{execution}}",
            "message": "m{{number}}", "timestamp": "{{time}}"}
            """;
    }

    private static HttpResponseMessage List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return CannedHandler.Json(
            $"{{\"items\": [{string.Join(",", all)}], \"metadata\": {{\"pagination\": {{\"total\": {all.Count}}}}}}}");
    }

    /// <summary>A model of an execution that adds events with each poll of its status.</summary>
    private sealed class ModelEvents
    {
        private readonly List<string> _events = [];
        private int _polls;
        private int _number;
        private int _requests;

        public int EventsPerPoll { get; init; }

        public int Polls { get; init; }

        public bool HasLateEvent { get; init; }

        public string Time { get; init; } = "\"2026-11-23T12:00:00.000Z\"";

        public int Requests => _requests;

        public CannedHandler Handler => new(Answer);

        private HttpResponseMessage Answer(SentRequest request)
        {
            lock (_events)
            {
                if (!request.Uri.AbsolutePath.EndsWith("/events", StringComparison.Ordinal))
                {
                    _polls++;
                    _events.AddRange(Enumerable.Range(0, EventsPerPoll).Select(_ => Event($"m{_number++}")));
                    if (HasLateEvent && _polls == 2)
                    {
                        _events.Insert(10, Event("late"));
                    }

                    var status = _polls == Polls ? "terminated" : "started";
                    return CannedHandler.Json($$"""{"id": "e", "status": "{{status}}"}""");
                }

                _requests++;
                var items = _events.Skip(int.Parse(request.Query("_offset")!)).Take(int.Parse(request.Query("_size")!));
                return CannedHandler.Json(
                    "{\"items\": [" + string.Join(",", items) + "], \"metadata\": {\"pagination\": {\"total\": "
                    + _events.Count + "}}}");
            }
        }

        private string Event(string message) =>
            "{\"_storage_id\": " + (message == "late" ? 1_000_000 : _number) + ", \"type\": \"cloudify_event\", "
            + $"\"timestamp\": {Time}, \"message\": \"{message}\"}}";
    }
}
