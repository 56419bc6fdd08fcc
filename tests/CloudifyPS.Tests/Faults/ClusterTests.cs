using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// Tests a session with several managers of a cluster: it uses the active manager, and switches when that manager
/// fails.
/// </summary>
public sealed class ClusterTests
{
    private const string Passive =
        """{"error_code": "not_cluster_master", "message": "This is not the active manager"}""";

    [Fact]
    public async Task TheFirstManagerThatRespondsIsUsed()
    {
        using var live = Manager();
        var options = new ConnectionOptions([FaultServer.Nowhere(), live.Address, FaultServer.Nowhere()])
        {
            NoProxy = true,
            TimeProvider = new InstantClock(),
        };

        var session = await ManagerClient.ConnectAsync(options, null, default);

        Assert.Equal(live.Address, session.Manager);
        Assert.Equal(new Version(7, 0, 5), session.ManagerVersion);
        ManagerClient.Disconnect(session);
    }

    [Fact]
    public async Task AllManagersAreTriedForEachAttempt()
    {
        using FaultClient client = new([FaultServer.Nowhere(), FaultServer.Nowhere(), FaultServer.Nowhere()]);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("ConnectionRefused", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(9, client.Log.Attempts.Count);
        Assert.Equal(3, client.Log.Attempts.Select(attempt => attempt.Uri.Port).Distinct().Count());
        Assert.Equal(2, client.Clock.Pauses.Count);
    }

    [Fact]
    public async Task TheSessionSwitchesToTheNextManagerAndKeepsIt()
    {
        using var first = Manager();
        using var second = Manager();
        using FaultClient client = new([first.Address, second.Address]);
        await client.Client.Blueprints.GetAsync("x", null, default);
        Assert.Equal(first.Address, client.Session.Manager);

        first.Stop();
        await client.Client.Blueprints.GetAsync("x", null, default);
        await client.Client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "w" }, default);
        first.Start();
        await client.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal(second.Address, client.Session.Manager);
        Assert.Equal(("GET", "GET POST GET"), (first.Methods, second.Methods));
        Assert.Empty(client.Clock.Pauses);

        second.Stop();
        await client.Client.Blueprints.GetAsync("x", null, default);
        Assert.Equal(first.Address, client.Session.Manager);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task AnyRequestIsSentToTheNextManagerAfterAConnectionFailure(string method)
    {
        using var live = Manager();
        using FaultClient client = new([FaultServer.Nowhere(), live.Address]);

        await SendAsync(client.Client, method);

        Assert.Equal(method, live.Methods);
    }

    [Theory]
    [InlineData("reset", "GET", true)]
    [InlineData("reset", "POST", false)]
    [InlineData("reset", "DELETE", false)]
    [InlineData("stalled", "GET", true)]
    [InlineData("stalled", "POST", false)]
    [InlineData("502", "GET", true)]
    [InlineData("502", "POST", false)]
    [InlineData("passive", "GET", true)]
    [InlineData("passive", "POST", true)]
    [InlineData("passive", "DELETE", true)]
    [InlineData("401", "GET", false)]
    [InlineData("404", "GET", false)]
    [InlineData("500", "GET", false)]
    public async Task OnlySafeRequestsAreSentToTheNextManager(string fault, string method, bool moves)
    {
        using var first = new FaultServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                switch (fault)
                {
                    case "reset":
                        connection.Reset();
                        return;
                    case "stalled":
                        await connection.HoldAsync();
                        return;
                    case "passive":
                        await connection.SendAsync(FaultServer.Json(Passive, 400));
                        break;
                    default:
                        await connection.SendAsync(FaultServer.Json("{}", int.Parse(fault)));
                        break;
                }
            }
        });
        using var second = Manager();
        using FaultClient client = new([first.Address, second.Address]);
        first.OnHold = () => client.Clock.ExpireAsync();

        if (moves)
        {
            await SendAsync(client.Client, method);
        }
        else
        {
            Assert.IsAssignableFrom<CfyException>(await client.FailAsync(manager => SendAsync(manager, method)));
        }

        Assert.Single(first.Requests);
        Assert.Equal(moves ? method : string.Empty, second.Methods);
        Assert.Equal((moves ? second : first).Address, client.Session.Manager);
    }

    [Fact]
    public async Task PassiveManagersOnlyAreAnError()
    {
        using var first = new FaultServer(FaultServer.Serve(_ => FaultServer.Json(Passive, 400)));
        using var second = new FaultServer(FaultServer.Serve(_ => FaultServer.Json(Passive, 400)));
        using FaultClient client = new([first.Address, second.Address]);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("not_cluster_master", Assert.IsType<CfyApiException>(failure).ErrorCode);
        Assert.Equal((1, 1), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task ConcurrentRequestsSwitchTheSessionOnce()
    {
        using var first = Manager();
        using var second = Manager();
        using var third = Manager();
        using FaultClient client = new([first.Address, second.Address, third.Address]);
        await client.Client.Blueprints.GetAsync("x", null, default);
        first.Stop();

        var all = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => client.Client.Blueprints.GetAsync("x", null, default))));

        Assert.All(all, one => Assert.Equal("x", one.Id));
        Assert.Equal(second.Address, client.Session.Manager);
        Assert.Empty(third.Connections);
    }

    [Fact]
    public async Task AWaitContinuesOnTheNextManager()
    {
        using var first = new FaultServer(FaultServer.Serve(
            _ => FaultServer.Json("""{"id": "e", "status": "started"}""")));
        using var second = new FaultServer(FaultServer.Serve(
            _ => FaultServer.Json("""{"id": "e", "status": "terminated"}""")));
        using FaultClient client = new([first.Address, second.Address]);
        client.Clock.OnPause = pause =>
        {
            if (pause == 4)
            {
                first.Stop();
            }
        };

        var ended = await client.Client.Executions.WaitAsync(
            new Execution { Id = "e", Status = "started" }, null, default);

        Assert.Equal("terminated", ended.Status);
    }

    [Fact]
    public void ConnectAcceptsSeveralManagers()
    {
        using var first = Manager();
        using var second = Manager();
        using var shell = new PsHost();
        shell.Invoke(
            $"$s = Connect-CfyManager {FaultServer.Nowhere()}, {first.Address}, {second.Address} -NoProxy "
                + "-Credential ([pscredential]::new('admin', $p))",
            ("p", ClientFixture.Secure("p"))).Succeeded();
        Assert.Equal(first.Address, ((CfySession)shell.Invoke("$s").Single.BaseObject).Manager);

        first.Stop();

        Assert.Equal("x", shell.Invoke("Get-CfyBlueprint x")["Id"]);
        Assert.Equal(second.Address, shell.Invoke("$s")["Manager"]);
    }

    private static FaultServer Manager() => new(FaultServer.Serve(_ =>
        FaultServer.Json("""{"id": "x", "version": "7.0.5", "edition": "premium"}""")));

    private static Task SendAsync(ManagerClient client, string method) => method switch
    {
        "GET" => client.Blueprints.GetAsync("x", null, default),
        "POST" => client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "w" }, default),
        _ => client.Blueprints.DeleteAsync("x", false, default),
    };
}
