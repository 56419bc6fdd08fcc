namespace CloudifyPS.Tests.Client;

/// <summary>Tests credentials that are invalid or that the manager refuses.</summary>
public sealed class CredentialTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusedCredentialsAreSentOnce(bool byToken)
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

    [Theory]
    [InlineData("canary\n")]
    [InlineData("canary\r\n")]
    [InlineData("canary\r")]
    [InlineData("canary\n\n")]
    public async Task ALineEndIsNotPartOfAToken(string token)
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"id": "x"}"""));
        using var fixture = new ClientFixture(
            handler, options => (options.Password, options.Token) = (null, ClientFixture.Secure(token)));

        await fixture.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal("canary", Assert.Single(handler.Requests).Headers["Authentication-Token"]);
    }

    [Theory]
    [InlineData(true, "canary\nline")]
    [InlineData(true, "canary\u00e9")]
    [InlineData(true, "two canaries")]
    [InlineData(true, "\r\n")]
    [InlineData(false, "canary\n")]
    [InlineData(false, "canary\r")]
    public void InvalidCredentialsAreRefusedWithoutBeingShown(bool isToken, string secret)
    {
        var failure = Assert.Throws<ArgumentException>(() => new ClientFixture(
            new CannedHandler(_ => CannedHandler.Json("{}")),
            options =>
            {
                options.Password = isToken ? null : ClientFixture.Secure(secret);
                options.Token = isToken ? ClientFixture.Secure(secret) : null;
            }));

        Assert.DoesNotContain("canar", failure.ToString());
    }
}
