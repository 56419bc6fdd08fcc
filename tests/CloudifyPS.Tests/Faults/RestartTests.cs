using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Tests.Faults;

/// <summary>Tests restarts of the manager during long operations.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// Gets the faults of an upload, the responses to a request for the blueprint, and the expected results.
    /// </summary>
    public static TheoryData<string, string, string?, string> LostUploads => new()
    {
        { "reset after", "uploaded", null, "PUT GET" },
        { "reset after", "parsing", null, "PUT GET GET" },
        { "reset after", "404", "ConnectionReset", "PUT GET" },
        { "reset after", "failed_parsing", "UploadUnusable", "PUT GET" },
        { "reset in the middle", "404", "ConnectionReset", "PUT GET" },
        { "stalled", "uploaded", null, "PUT GET" },
        { "stalled", "404", "RequestTimeout", "PUT GET" },
        { "502", "uploaded", null, "PUT GET" },
        { "504", "parsing", null, "PUT GET GET" },
        { "504", "404", "ManagerFailed", "PUT GET" },
        { "truncated", "uploaded", null, "PUT GET" },
        { "500", "uploaded", null, "PUT GET" },
        { "500", "404", "ManagerFailed", "PUT GET" },
        { "409", "uploaded", "Conflict", "PUT" },
        { "413", "uploaded", "RequestRefused", "PUT" },
        { "503 once", "uploaded", null, "PUT PUT" },
        { "503 of a proxy", "uploaded", null, "PUT GET" },
        { "503 of a proxy", "404", "ManagerUnavailable", "PUT GET" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AWaitContinuesAfterARestart()
    {
        var status = "started";
        using var server = new FaultServer(FaultServer.Serve(_ => Execution(status)));
        using FaultClient client = new(server.Address);
        client.Clock.OnPause = pause =>
        {
            if (pause == 3)
            {
                server.Stop();
            }
            else if (pause == 20)
            {
                status = "terminated";
                server.Start();
            }
        };

        var ended = await client.Client.Executions.WaitAsync(
            new Execution { Id = "e", Status = "started" }, null, default);

        Assert.Equal("terminated", ended.Status);
        Assert.Contains(client.Log.Attempts, attempt => attempt.StatusCode is null);
    }

    [Fact]
    public async Task AWaitEndsIfTheManagerStaysUnreachable()
    {
        using FaultClient client = new(FaultServer.Nowhere());

        var failure = await client.FailAsync(manager =>
            manager.Executions.WaitAsync(new Execution { Id = "e", Status = "started" }, null, default));

        Assert.Equal("ConnectionRefused", ErrorRecordFactory.Create(failure, "e")!.FullyQualifiedErrorId);
        Assert.InRange(client.Clock.Pauses.Sum(pause => pause.TotalMinutes), 10, 11);
    }

    [Fact]
    public async Task FollowingContinuesAfterARestartWithoutDuplicates()
    {
        var events = 3;
        var status = "started";
        using var server = new FaultServer(FaultServer.Serve(request => request.Target.Contains("/events")
            ? FaultServer.Json("{\"items\": [" + string.Join(",", Enumerable.Range(0, events).Select(number =>
                $$"""
                {"_storage_id": {{number}}, "type": "cloudify_event",
                 "timestamp": "2026-11-23T12:00:{{number:00}}.000Z", "message": "m{{number}}"}
                """))
                + $$"""], "metadata": {"pagination": {"total": {{events}} } } }""")
            : Execution(status)));
        using FaultClient client = new(server.Address);
        client.Clock.OnPause = pause =>
        {
            switch (pause)
            {
                case 2:
                    server.Stop();
                    break;
                case 9:
                    events = 8;
                    server.Start();
                    break;
                case 12:
                    (events, status) = (9, "terminated");
                    break;
                case 13:
                    events = 10;
                    break;
            }
        };
        var seen = new List<string?>();

        await client.Client.Events.FollowAsync(
            new EventQuery { ExecutionIds = ["e"] },
            null,
            page => seen.AddRange(page.Select(one => one.Message)),
            Assert.Fail,
            null,
            default);

        Assert.Equal(Enumerable.Range(0, 10).Select(number => "m" + number), seen);
    }

    [Fact]
    public async Task AListContinuesAfterARestart()
    {
        FaultServer? server = null;
        var isDown = 0;
        var wasDown = 0;
        using (server = new FaultServer(FaultServer.Serve(request =>
        {
            var offset = request.Number("_offset");
            if (offset >= 2000 && Interlocked.Exchange(ref wasDown, 1) == 0)
            {
                Volatile.Write(ref isDown, 1);
                server!.Stop();
            }

            return FaultServer.Json("{\"items\": [" + string.Join(
                    ",", Enumerable.Range(offset, Math.Min(1000, 9000 - offset))
                        .Select(id => $$"""{"id": "b{{id}}"}"""))
                + """], "metadata": {"pagination": {"total": 9000}}}""");
        })))
        {
            using FaultClient client = new(server.Address);
            client.Clock.OnPause = _ =>
            {
                if (Interlocked.Exchange(ref isDown, 0) == 1)
                {
                    server.Start();
                }
            };
            using var list = client.Client.Blueprints.List(new ListQuery(), default);

            var all = await list.ToListAsync();

            Assert.Equal(Enumerable.Range(0, 9000).Select(id => "b" + id), all.Select(one => one.Id));
            Assert.Equal(1, wasDown);
        }
    }

    [Fact]
    public async Task AWaitForADeletionContinuesAfterARestart()
    {
        var isGone = false;
        using var server = new FaultServer(FaultServer.Serve(_ =>
            isGone
                ? FaultServer.Json("""{"error_code": "not_found_error"}""", 404)
                : FaultServer.Json("""{"id": "d"}""")));
        using FaultClient client = new(server.Address);
        client.Clock.OnPause = pause =>
        {
            if (pause == 2)
            {
                server.Stop();
            }
            else if (pause == 12)
            {
                isGone = true;
                server.Start();
            }
        };

        await client.Client.Deployments.WaitUntilGoneAsync("d", null, default);

        Assert.True(isGone);
    }

    [Fact]
    public async Task AnUploadIsRetriedUntilTheManagerIsUp()
    {
        using var server = new FaultServer(FaultServer.Serve(
            _ => FaultServer.Json("""{"id": "b", "state": "uploaded"}""")));
        using FaultClient client = new(server.Address);
        server.Stop();
        client.Clock.OnPause = pause =>
        {
            if (pause == 2)
            {
                server.Start();
            }
        };

        Assert.Equal("uploaded", (await UploadAsync(client)).State);
        Assert.Equal("PUT", server.Methods);
    }

    [Theory]
    [MemberData(nameof(LostUploads))]
    public async Task AnUploadWithALostResponseIsFound(string fate, string state, string? id, string requests)
    {
        var states = new Queue<string>(state == "parsing" ? ["parsing", "uploaded"] : [state]);
        using var server = new FaultServer(async connection =>
        {
            var isFirst = connection.Number == 1;
            while (await connection.ReadHeadAsync() is { } request)
            {
                if (request.Method == "GET")
                {
                    var now = states.Dequeue();
                    await connection.SendAsync(now == "404"
                        ? FaultServer.Json("""{"error_code": "not_found_error"}""", 404)
                        : FaultServer.Json($$"""{"id": "b", "state": "{{now}}"}"""));
                    continue;
                }

                if (fate == "reset in the middle")
                {
                    connection.Reset();
                    return;
                }

                await connection.ReadBodyAsync(request);
                switch (fate)
                {
                    case "reset after":
                        connection.Reset();
                        return;
                    case "stalled":
                        await connection.HoldAsync();
                        return;
                    case "truncated":
                        await connection.SendAsync(FaultServer.Json("""{"id": "b", "sta"""));
                        break;
                    case "503 once" when isFirst:
                        isFirst = false;
                        await connection.SendAsync(FaultServer.Maintenance());
                        break;
                    case "503 once":
                        await connection.SendAsync(FaultServer.Json("""{"id": "b", "state": "uploaded"}"""));
                        break;
                    case "409":
                        await connection.SendAsync(
                            FaultServer.Json("""{"error_code": "conflict_error", "message": "b exists"}""", 409));
                        break;
                    default:
                        await connection.SendAsync(FaultServer.Json("<html></html>", int.Parse(fate[..3])));
                        break;
                }
            }
        });
        using FaultClient client = new(server.Address);
        server.OnHold = () => client.Clock.ExpireAsync();

        if (id is null)
        {
            Assert.Equal("uploaded", (await UploadAsync(client)).State);
        }
        else
        {
            var failure = await client.FailAsync(_ => UploadAsync(client));
            Assert.Equal(id, ErrorRecordFactory.Create(failure, "b")!.FullyQualifiedErrorId);
        }

        Assert.Equal(requests, server.Methods);
        Assert.Equal(["blueprint", "blueprint/blueprint.yaml"], _folder.Content);
    }

    /// <summary>
    /// The times are compared by the manager's clock, which differs from the client's clock by hours.
    /// </summary>
    [Theory]
    [InlineData("2020-01-01T12:00:00.000Z", true)]
    [InlineData("2020-01-01T11:59:59.100Z", true)]
    [InlineData("2020-01-01T11:59:00.000Z", false)]
    [InlineData("2019-06-01T00:00:00.000Z", false)]
    public async Task AnOlderBlueprintIsNotReturnedAfterALostUpload(string createdAt, bool isNew)
    {
        using var server = new FaultServer(async connection =>
        {
            while (await connection.ReadHeadAsync() is { } request)
            {
                if (request.Method == "GET")
                {
                    await connection.SendAsync(FaultServer.Json(
                        $$"""{"id": "b", "state": "uploaded", "created_at": "{{createdAt}}"}""",
                        headers: "Date: Wed, 01 Jan 2020 12:00:01 GMT\r\n"));
                    continue;
                }

                await connection.ReadBodyAsync(request);
                connection.Reset();
                return;
            }
        });
        using FaultClient client = new(server.Address);

        if (isNew)
        {
            Assert.Equal("uploaded", (await UploadAsync(client)).State);
        }
        else
        {
            var failure = await client.FailAsync(_ => UploadAsync(client));
            Assert.Equal("ConnectionReset", ErrorRecordFactory.Create(failure, "b")!.FullyQualifiedErrorId);
        }

        Assert.Equal("PUT GET", server.Methods);
    }

    private Task<Blueprint> UploadAsync(FaultClient client)
    {
        _folder.Write("blueprint/blueprint.yaml", "tosca_definitions_version: cloudify_dsl_1_3");
        return client.Client.Blueprints.UploadAsync(
            "b", UploadSource.FromBlueprint(_folder["blueprint"]), new BlueprintUpload(), null, default);
    }

    private static string Execution(string status) =>
        FaultServer.Json($$"""{"id": "e", "status": "{{status}}", "workflow_id": "install"}""");
}
