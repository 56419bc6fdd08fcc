using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;

namespace CloudifyPS.Tests.Client;

/// <summary>A token that runs out in the middle of a session.</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task ThePasswordTakesOverFromATokenThatHasRunOut()
    {
        var handler = new CannedHandler(request => request.Headers.ContainsKey("Authentication-Token")
            ? CannedHandler.Error(401, "unauthorized_error")
            : CannedHandler.Json("""{"id": "x"}"""));
        using var fixture = new ClientFixture(handler, WithToken);

        await fixture.Client.Executions.StartAsync(new ExecutionStart { DeploymentId = "x", WorkflowId = "w" }, default);
        await fixture.Client.Blueprints.GetAsync("x", null, default);

        // Once refused, the token is not tried again.
        Assert.Equal([true, false, false], handler.Requests.Select(request => request.Headers.ContainsKey("Authentication-Token")));
        Assert.Equal([401, 200, 200], fixture.Log.Attempts.Select(attempt => (int)attempt.StatusCode!));
        Assert.Empty(fixture.Clock.Pauses);
    }

    [Fact]
    public async Task WhereBothAreRefusedEachIsTriedOnce()
    {
        var handler = new CannedHandler(_ => CannedHandler.Error(401, "unauthorized_error", "User unauthorized"));
        using var fixture = new ClientFixture(handler, WithToken);

        var failure = await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.Equal("User unauthorized", Assert.IsType<CfyUnauthorizedException>(failure).Message);
        Assert.Equal(2, handler.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WithoutMeansToGoOnThereIsOneRequest(bool byToken)
    {
        var handler = new CannedHandler(_ => CannedHandler.Error(401, "unauthorized_error"));
        using var fixture = new ClientFixture(handler, options =>
        {
            if (byToken)
            {
                (options.Password, options.Token) = (null, ClientFixture.Secure("t"));
            }
        });

        var failure = await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.Contains("Connect-CfyManager", Assert.IsType<CfyUnauthorizedException>(failure).RecommendedAction);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task RequestsAtOnceEachGoOnWithThePassword()
    {
        var handler = new CannedHandler(async (request, _) =>
        {
            await Task.Yield();
            return request.Headers.ContainsKey("Authentication-Token")
                ? CannedHandler.Error(401, "unauthorized_error")
                : CannedHandler.Json("""{"id": "x"}""");
        });
        using var fixture = new ClientFixture(handler, WithToken);

        var all = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => fixture.Client.Blueprints.GetAsync("x", null, default))));

        Assert.All(all, one => Assert.Equal("x", one.Id));
        Assert.InRange(handler.Requests.Count, 51, 100);
    }

    private static void WithToken(ConnectionOptions options) => options.Token = ClientFixture.Secure("expired");
}
