using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests the URLs, headers and bodies of requests, and what is logged of them.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("with space", "with%20space")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a/../b", "a%2F..%2Fb")]
    [InlineData("../up", "..%2Fup")]
    [InlineData("...", "...")]
    [InlineData("50%", "50%25")]
    [InlineData("%2F", "%252F")]
    [InlineData("a+b", "a%2Bb")]
    [InlineData("a?b=c&d", "a%3Fb%3Dc%26d")]
    [InlineData("a#b", "a%23b")]
    [InlineData("a;b:c@d,e", "a%3Bb%3Ac%40d%2Ce")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("grün", "gr%C3%BCn")]
    [InlineData("日本", "%E6%97%A5%E6%9C%AC")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("tab\there", "tab%09here")]
    public async Task NamesReachTheManagerUnchanged(string name, string escaped)
    {
        var request = await SendAsync(client => client.Blueprints.GetAsync(name, null, default));

        Assert.Equal("/api/v3.1/blueprints/" + escaped, request.Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task NamesThatAUrlCannotContainAreRefused(string name)
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("{}"));
        using var fixture = new ClientFixture(handler);

        Assert.IsType<ArgumentException>(await fixture.FailAsync(
            client => client.Blueprints.GetAsync(name, null, default)));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("a&b=c", "a%26b%3Dc")]
    [InlineData("a+b c", "a%2Bb%20c")]
    [InlineData("ü%", "%C3%BC%25")]
    public async Task FiltersReachTheManagerUnchanged(string value, string escaped)
    {
        var request = await SendAsync(
            client => client.Blueprints.List(new ListQuery().Where("created_by", value), default).ToListAsync());

        Assert.Contains("?created_by=" + escaped + "&", request.Target);
    }

    [Fact]
    public async Task TheContentTypeOfJsonHasNoCharset()
    {
        var request = await SendAsync(client => client.Executions.UpdateAsync("x", "failed", "kaputt: ü", default));

        // A manager responds to a charset with 415.
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("""{"status":"failed","error":"kaputt: ü"}""", request.Body);
    }

    [Fact]
    public async Task AnUploadIsAnOctetStream()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "archive");
            var request = await SendAsync(
                client => client.Snapshots.UploadAsync("x", UploadSource.FromFile(file), null, default));
            Assert.Equal(("application/octet-stream", "7", "archive"),
                (request.Headers["Content-Type"], request.Headers["Content-Length"], request.Body));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ARequestWithoutABodyHasNoContentType()
    {
        var request = await SendAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.False(request.Headers.ContainsKey("Content-Type"));
        Assert.Equal("default_tenant", request.Headers["Tenant"]);
        Assert.StartsWith("CloudifyPS/", request.Headers["User-Agent"]);
        Assert.Equal("Basic " + Convert.ToBase64String("admin:canary-password"u8), request.Headers["Authorization"]);
    }

    [Fact]
    public async Task ATokenIsSentInItsOwnHeader()
    {
        var request = await SendAsync(
            client => client.Blueprints.GetAsync("x", null, default),
            options => (options.Password, options.Token) = (null, ClientFixture.Secure("canary-token")));

        Assert.Equal("canary-token", request.Headers["Authentication-Token"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task RequestLogsContainNoSecret()
    {
        var handler = new CannedHandler(_ =>
        {
            var answer = CannedHandler.Json("""
                {"key": "k", "value": "canary-value", 
                 "nested": [{"db_password": "canary-nested", "token": {"deep": "canary-deep"}}],
                 "rabbitmq_password": "canary-rabbit", "description": "shown"}
                """);
            answer.Headers.Add("Set-Cookie", "session=canary-cookie");
            return answer;
        });
        using var fixture = new ClientFixture(
            handler, options => options.Token = ClientFixture.Secure("canary-token"), wantsBodies: true);

        await fixture.Client.Secrets.CreateAsync(
            "k", new SecretDefinition { Value = ClientFixture.Secure("canary-value") }, false, default);
        await fixture.Client.Users.CreateAsync("u", ClientFixture.Secure("canary-new"), null, default);

        Assert.Contains("canary", string.Concat(handler.Requests.Select(request => request.Body)));
        Assert.DoesNotContain("canary", fixture.Log.Text);
        Assert.DoesNotContain(Convert.ToBase64String("admin:canary-password"u8), fixture.Log.Text);
        Assert.Contains("shown", fixture.Log.Text);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task BodiesOtherThanJsonAreLoggedByLengthOnly(int status)
    {
        using var fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.Bytes("<p>password is canary-html</p>"u8.ToArray(), status)),
            options => options.MaximumRetryCount = 0,
            wantsBodies: true);

        await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.DoesNotContain("canary", fixture.Log.Text);
    }

    [Fact]
    public async Task LongBodiesAreTruncatedInTheLog()
    {
        var body = $"{{{string.Join(", ", Enumerable.Range(0, 50_000).Select(index => $"\"property{index}\": 1"))}}}";
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json(body)), wantsBodies: true);

        await fixture.Client.Blueprints.GetAsync("x", null, default);

        Assert.InRange(Assert.Single(fixture.Log.Attempts).ResponseBody!.Length, 1000, 70_000);
    }

    [Fact]
    public async Task CredentialsInAUrlAreNotLogged()
    {
        var handler = new CannedHandler(_ => CannedHandler.Error(500, "x"));
        using var session = new DisposableSession(
            new ConnectionOptions(new Uri("https://u:canary-address@manager.example/path")) { Handler = handler });

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            session.Client.Blueprints.GetAsync("x", null, default));

        Assert.DoesNotContain("canary", failure + session.Session.ToString() + ((CfyApiException)failure).Uri);
        Assert.Equal("https://manager.example", session.Session.Manager.GetLeftPart(UriPartial.Authority));
    }

    private static async Task<SentRequest> SendAsync(
        Func<ManagerClient, Task> send, Action<ConnectionOptions>? configure = null)
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"id": "x"}"""));
        using var fixture = new ClientFixture(handler, configure);
        await send(fixture.Client);
        return handler.Requests[0];
    }

    private sealed class DisposableSession : IDisposable
    {
        public DisposableSession(ConnectionOptions options)
        {
            Session = new CfySession(options.Manager, options.Tenant) { Connection = new ManagerConnection(options) };
            Client = new ManagerClient(Session);
        }

        public CfySession Session { get; }

        public ManagerClient Client { get; }

        public void Dispose() => ManagerClient.Disconnect(Session);
    }
}
