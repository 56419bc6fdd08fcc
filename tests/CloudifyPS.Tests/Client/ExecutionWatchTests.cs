using System.Net;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests waiting for many executions: the number of requests, and one result for each execution.</summary>
public sealed class ExecutionWatchTests
{
    [Fact]
    public async Task APollOf1000ExecutionsTakes21RequestsAtMost()
    {
        var manager = new Executions(1000, endingPoll: id => 1 + (id % 7));
        using var fixture = Fixture(manager);

        var ends = await WatchAsync(fixture, manager.Ids);

        Assert.Equal(manager.Ids.Order(), ends.Select(end => end.Id).Order());
        Assert.All(ends, end => Assert.Equal("terminated", end.Execution!.Status));
        Assert.All(ends, end => Assert.NotNull(end.Execution!.Parameters));
        Assert.InRange(manager.PollRequests.Max(), 1, 20);
        Assert.InRange(manager.Handler.Requests.Count(request => request.Query("_include") is null), 7, 7 * 20);
    }

    [Fact]
    public async Task AnExecutionThatIsDeletedDuringTheWaitIsNotFound()
    {
        var manager = new Executions(3, endingPoll: id => id == 1 ? Executions.Deleted : 2);
        using var fixture = Fixture(manager);

        var ends = await WatchAsync(fixture, manager.Ids);

        Assert.IsType<CfyNotFoundException>(ends.Single(end => end.Id == "e1").Failure);
        Assert.Equal(["e0", "e2"], ends.Where(end => end.Failure is null).Select(end => end.Id).Order());
    }

    [Fact]
    public async Task TheWaitEndsWhenEnoughHaveEnded()
    {
        var manager = new Executions(5, endingPoll: id => id == 3 ? 2 : 1000);
        using var fixture = Fixture(manager);
        var watch = Watch(fixture, manager.Ids);
        var ends = new List<ExecutionEnd>();

        await watch.RunAsync(() => ends.Count > 0, ends.Add, null, default);

        Assert.Equal("e3", Assert.Single(ends).Id);
        Assert.Equal(["e0", "e1", "e2", "e4"], watch.Pending.Select(one => one.Id));
    }

    [Fact]
    public async Task TheTimeoutErrorNamesThePendingExecutions()
    {
        var manager = new Executions(6, endingPoll: id => id < 2 ? 1 : 100_000);
        using var fixture = Fixture(manager);
        var ends = new List<ExecutionEnd>();

        var failure = await Assert.ThrowsAsync<CfyTimeoutException>(() =>
            Watch(fixture, manager.Ids, TimeSpan.FromSeconds(60)).RunAsync(() => false, ends.Add, null, default));

        Assert.Equal(2, ends.Count);
        Assert.Equal(
            "install (e2), install (e3), install (e4) and 1 more have not ended within 60 seconds. They continue.",
            failure.Message);
        Assert.InRange(fixture.Clock.Pauses.Sum(pause => pause.TotalSeconds), 60, 66);
    }

    [Fact]
    public async Task AFailureNamesTheOperation()
    {
        using var fixture = new ClientFixture(new CannedHandler(request => request.Target.Contains("/events")
            ? CannedHandler.Json("""
                {"items": [{"operation": "cloudify.interfaces.lifecycle.start", "node_instance_id": "web_1",
                            "type": "cloudify_event"}],
                "metadata": {"pagination": {"total": 1, "offset": 0, "size": 1}}}
                """)
            : CannedHandler.Json(
                """
                {"id": "e", "status": "failed", "workflow_id": "install", "deployment_id": "d", "error": "no host"}
                """)));

        var end = Assert.Single(await WatchAsync(fixture, ["e"]));

        Assert.Equal(
            "install of deployment 'd' failed in cloudify.interfaces.lifecycle.start of node instance 'web_1': no host",
            end.Failure!.Message);
    }

    [Fact]
    public async Task AnUnexpectedFinalStatusIsInTheError()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json(
            """{"id": "e", "status": "terminated", "workflow_id": "install", "deployment_id": "d"}""")));
        var watch = fixture.Client.WatchExecutions(execution => execution.Status == "started", limit: null);
        watch.Add("e");
        var ends = new List<ExecutionEnd>();

        await watch.RunAsync(() => false, ends.Add, null, default);

        Assert.Equal(
            "install of deployment 'd' ended with the status 'terminated'", Assert.Single(ends).Failure!.Message);
    }

    [Fact]
    public async Task ARowWithAnotherIdIsIgnored()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json(
            """{"items": [{"status": "terminated"}, {"id": "other", "status": "terminated"}]}""")));

        var ends = await WatchAsync(fixture, ["e1", "e2"]);

        Assert.All(ends, end => Assert.IsType<CfyNotFoundException>(end.Failure));
        Assert.Equal(["e1", "e2"], ends.Select(end => end.Id));
    }

    private static ExecutionWatch Watch(ClientFixture fixture, IEnumerable<string> ids, TimeSpan? limit = null)
    {
        var watch = fixture.Client.WatchExecutions(execution => execution.Status == "terminated", limit);
        foreach (var id in ids)
        {
            watch.Add(id);
        }

        return watch;
    }

    private static async Task<List<ExecutionEnd>> WatchAsync(ClientFixture fixture, IEnumerable<string> ids)
    {
        var ends = new List<ExecutionEnd>();
        await Watch(fixture, ids).RunAsync(() => false, ends.Add, null, default);
        return ends;
    }

    // A wait for executions of an unknown manager asks for all attributes in every poll.
    private static ClientFixture Fixture(Executions manager)
    {
        var fixture = new ClientFixture(manager.Handler);
        fixture.Client.Connection.ManagerVersion = new Version(7, 0, 5);
        return fixture;
    }

    /// <summary>A model of a manager on which each execution ends at a given poll.</summary>
    private sealed class Executions
    {
        public const int Deleted = -1;

        private readonly Func<int, int> _endingPoll;
        private readonly Dictionary<string, int> _polls = [];

        public Executions(int count, Func<int, int> endingPoll)
        {
            _endingPoll = endingPoll;
            Ids = [.. Enumerable.Range(0, count).Select(id => "e" + id)];
            Handler = new CannedHandler(Answer);
        }

        public string[] Ids { get; }

        public CannedHandler Handler { get; }

        /// <summary>Gets the number of requests of each poll.</summary>
        public IEnumerable<int> PollRequests => Handler.Requests
            .Where(request => request.Query("_include") is not null)
            .SelectMany((request, number) => IdsOf(request).Select(id => (id, number)))
            .GroupBy(one => one.id)
            .SelectMany(polls => polls.Zip(polls.Skip(1), (before, after) => after.number - before.number))
            .DefaultIfEmpty(1);

        private static string[] IdsOf(SentRequest request) =>
            request.Uri.AbsolutePath.EndsWith("/executions", StringComparison.Ordinal)
            ? [.. request.Uri.Query.TrimStart('?').Split('&')
                .Where(pair => pair.StartsWith("id=", StringComparison.Ordinal)).Select(pair => pair[3..])]
            : [request.Uri.Segments[^1]];

        private HttpResponseMessage Answer(SentRequest request)
        {
            var isPoll = request.Query("_include") is not null;
            var ids = IdsOf(request);
            Assert.InRange(ids.Length, 1, 50);
            var rows = ids.Select(id => Row(id, isPoll)).OfType<string>().ToList();
            if (!request.Uri.AbsolutePath.EndsWith("/executions", StringComparison.Ordinal))
            {
                return rows.Count == 0 ? CannedHandler.Error(404, "not_found_error") : CannedHandler.Json(rows[0]);
            }

            Assert.Equal("true", WebUtility.UrlDecode(request.Query("_include_system_workflows")));
            var pagination = $$$"""{"pagination": {"total": {{{rows.Count}}}, "offset": 0, "size": 1000}}""";
            return CannedHandler.Json($$"""{"items": [{{string.Join(",", rows)}}], "metadata": {{pagination}}}""");
        }

        private string? Row(string id, bool isPoll)
        {
            var poll = _polls[id] = _polls.GetValueOrDefault(id) + (isPoll ? 1 : 0);
            var ending = _endingPoll(int.Parse(id[1..]));
            var status = poll >= ending ? "terminated" : "started";
            var others = isPoll ? string.Empty : """, "parameters": {}""";
            return ending == Deleted
                ? null
                : $$"""{"id": "{{id}}", "status": "{{status}}", "workflow_id": "install"{{others}}}""";
        }
    }
}
