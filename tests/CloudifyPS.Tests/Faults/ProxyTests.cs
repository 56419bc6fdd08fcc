using System.Net;
using CloudifyPS.Client.Connection;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>Tests connections through a proxy, without the proxy, and over IPv6.</summary>
public sealed class ProxyTests
{
    private static readonly Uri Manager = new("http://manager.example:8080");

    [Fact]
    public async Task RequestsGoThroughTheProxy()
    {
        using var proxy = Answering();
        using var client = Through(proxy.Address);

        Assert.Equal("x", (await client.Client.Blueprints.GetAsync("x", null, default)).Id);
        Assert.Equal("http://manager.example:8080/api/v3.1/blueprints/x", proxy.Requests[0].Target);
    }

    [Fact]
    public async Task TheProxyGetsItsOwnCredentials()
    {
        using var proxy = new FaultServer(FaultServer.Serve(request => request["Proxy-Authorization"] is null
            ? FaultServer.Json("{}", 407, "Proxy-Authenticate: Basic realm=\"p\"\r\n")
            : FaultServer.Json("""{"id": "x"}""")));
        using var client = Through(proxy.Address, options =>
            options.ProxyCredential = new NetworkCredential("proxy-user", "proxy-password"));

        await client.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal(
            "Basic " + Convert.ToBase64String("proxy-user:proxy-password"u8),
            proxy.Requests[^1]["Proxy-Authorization"]);
        Assert.DoesNotContain("proxy-password", client.Log.Text);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task AProxyThatRefusesIsReported(string scheme)
    {
        using var proxy = new FaultServer(FaultServer.Serve(
            _ => FaultServer.Json("{}", 407, "Proxy-Authenticate: Basic realm=\"p\"\r\n")));
        using var client = Through(proxy.Address, manager: new UriBuilder(Manager) { Scheme = scheme }.Uri);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("ProxyFailed", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("-ProxyCredential", ((CfyException)failure).RecommendedAction);

        // The proxy does not receive requests in a tunnel.
        Assert.All(proxy.Requests, request => Assert.True(scheme == "http" || request["Authorization"] is null));
    }

    [Fact]
    public async Task AnUnreachableProxyIsReportedAsSuch()
    {
        var nowhere = FaultServer.Nowhere();
        using var client = Through(nowhere);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("ConnectionRefused", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains(nowhere.Authority, failure.Message);
        Assert.Contains("-Proxy", ((CfyException)failure).RecommendedAction);
    }

    [Fact]
    public async Task NoProxyBypassesTheProxy()
    {
        using var proxy = Answering();
        using var manager = Answering();
        using var client = Through(proxy.Address, options => options.NoProxy = true, manager.Address);

        await client.Client.Blueprints.GetAsync("x", null, default);

        Assert.Empty(proxy.Connections);
        Assert.Equal("/api/v3.1/blueprints/x", manager.Requests[0].Target);
    }

    [Fact]
    public void AddressesCanBeIPv6()
    {
        using var manager = new FaultServer(FaultServer.Serve(
            _ => FaultServer.Json("""{"id": "x", "version": "7.0.5"}""")), address: IPAddress.IPv6Loopback);
        using var shell = new PsHost();
        foreach (var address in new[] { $"::1 -Port {manager.Address.Port} -NoSsl",
            $"'[::1]:{manager.Address.Port}' -NoSsl", $"'http://[::1]:{manager.Address.Port}'" })
        {
            shell.Invoke(
                $"$null = Connect-CfyManager {address} -NoProxy -Credential ([pscredential]::new('admin', $p))",
                ("p", ClientFixture.Secure("p"))).Succeeded();
            Assert.Equal("x", shell.Invoke("Get-CfyBlueprint x")["Id"]);
        }

        Assert.All(manager.Requests, request => Assert.Equal($"[::1]:{manager.Address.Port}", request["Host"]));
    }

    [Fact]
    public void CredentialsInAUrlAreRefusedWithoutBeingShown()
    {
        using var shell = new PsHost();

        var result = shell.Invoke("Connect-CfyManager https://admin:canary@manager.example");

        Assert.StartsWith("InvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain("canary", result.Error.Exception.Message);
    }

    private static FaultServer Answering() => new(FaultServer.Serve(_ => FaultServer.Json("""{"id": "x"}""")));

    private static FaultClient Through(Uri proxy, Action<ConnectionOptions>? configure = null, Uri? manager = null) =>
        new(manager ?? Manager, options =>
        {
            options.NoProxy = false;
            options.Proxy = proxy;
            configure?.Invoke(options);
        });
}
