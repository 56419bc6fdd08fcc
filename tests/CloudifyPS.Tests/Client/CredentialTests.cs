namespace CloudifyPS.Tests.Client;

/// <summary>Credentials that the manager refuses.</summary>
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
}
