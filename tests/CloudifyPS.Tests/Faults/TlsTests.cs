using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CloudifyPS.Client.Connection;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Session;
using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>Tests which certificates are accepted, and the errors for others.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Certificates _certificates = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("untrusted", "its issuer is not trusted")]
    [InlineData("untrusted, another trusted", "its issuer is not trusted")]
    [InlineData("self-signed", "its issuer is not trusted")]
    [InlineData("another name", "it was issued for another name")]
    [InlineData("expired", "it has expired")]
    [InlineData("without the intermediate", "its issuer is not trusted")]
    public async Task ACertificateIsRefusedForAReason(string fault, string reason)
    {
        (var certificate, var trusted) = fault switch
        {
            "untrusted, another trusted" => (_certificates.Manager, [_certificates.Issue(null, "localhost")]),
            "self-signed" => (_certificates.Issue(null, "localhost"), new[] { _certificates.Root }),
            "another name" => (_certificates.Issue(_certificates.Root, "other.example"), [_certificates.Root]),
            "expired" => (_certificates.Issue(_certificates.Root, "localhost", daysFromNow: -1), [_certificates.Root]),
            "without the intermediate" =>
                (_certificates.Issue(_certificates.Intermediate, "localhost"), [_certificates.Root]),
            _ => (_certificates.Manager, []),
        };
        using var server = Serve(certificate);
        foreach (var method in new[] { "GET", "DELETE" })
        {
            using var client = Connect(server, trusted);
            var failure = await client.FailAsync(manager => method == "GET"
                ? manager.Blueprints.GetAsync("x", null, default)
                : manager.Blueprints.DeleteAsync("x", false, default));

            Assert.Equal("CertificateRefused", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
            Assert.Contains(reason, failure.Message);
            Assert.Contains("-CaCertificatePath", ((CfyException)failure).RecommendedAction);

            // The request is not repeated.
            Assert.Single(client.Log.Attempts);
        }

        Assert.Empty(server.Requests);

        // The check is skipped only in the session that requests it.
        using var skipping = Connect(server, [], options => options.SkipCertificateCheck = true);
        Assert.Equal("x", (await skipping.Client.Blueprints.GetAsync("x", null, default)).Id);
        using var checking = Connect(server, trusted);
        await checking.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("bundle")]
    [InlineData("windows lines")]
    [InlineData("intermediate")]
    [InlineData("the certificate itself")]
    public async Task CertificatesInAFileAreTrusted(string format)
    {
        var certificate = format switch
        {
            "intermediate" => _certificates.Issue(_certificates.Intermediate, "localhost"),
            "the certificate itself" => _certificates.Issue(null, "localhost"),
            _ => _certificates.Manager,
        };
        var root = _certificates.Root.ExportCertificatePem();
        var path = _folder["ca.crt"];
        var content = format switch
        {
            "der" => _certificates.Root.Export(X509ContentType.Cert),
            "bundle" => [.. "# A comment\n"u8, .. Bytes(
                _certificates.Issue(null, "another").ExportCertificatePem() + "\n\n" + root + "\n")],
            "windows lines" => Bytes(root.ReplaceLineEndings("\r\n")),
            "intermediate" => Bytes(_certificates.Intermediate.ExportCertificatePem() + "\n" + root),
            "the certificate itself" => Bytes(certificate.ExportCertificatePem()),
            _ => Bytes(root),
        };
        File.WriteAllBytes(path, content);
        using var server = Serve(certificate);
        using var client = Connect(server, [.. CertificateFile.Read(path)]);

        Assert.Equal("x", (await client.Client.Blueprints.GetAsync("x", null, default)).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void AFileWithoutCertificatesIsRefused(string content)
    {
        var path = _folder.Write("ca.pem", content);

        Assert.Contains(path, Assert.Throws<ArgumentException>(() => CertificateFile.Read(path)).Message);
    }

    [Fact]
    public async Task TheClientCertificateIsSentOnRequest()
    {
        var mine = _certificates.Issue(_certificates.Root, "client.example");
        using var server = Serve(_certificates.Manager, wantsClientCertificate: true);
        using var client = Connect(server, [_certificates.Root], options => options.ClientCertificate = mine);
        using var without = Connect(server, [_certificates.Root]);

        await client.Client.Blueprints.GetAsync("x", null, default);
        await without.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal(mine.GetCertHashString(), server.Connections[0].ClientCertificate?.GetCertHashString());
        Assert.Null(server.Connections[1].ClientCertificate);
    }

    [Fact]
    public async Task AMissingClientCertificateIsReported()
    {
        using var server = new FaultServer(
            FaultServer.Serve(_ => FaultServer.Json("""{"id": "x"}""")),
            _certificates.Manager,
            requiresClientCertificate: true);
        using var client = Connect(server, [_certificates.Root]);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Contains("-Certificate", ((CfyException)failure).RecommendedAction);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task AMissingClientCertificateIsReportedFromAProxyResponse()
    {
        using var server = new FaultServer(FaultServer.Serve(_ => FaultServer.Json(
            "<head><title>400 No required SSL certificate was sent</title></head>", 400)));
        using FaultClient client = new(server.Address);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Contains("client certificate", failure.Message);
        Assert.Contains("-Certificate", ((CfyException)failure).RecommendedAction);
    }

    [Fact]
    public async Task APlainHttpPortIsReported()
    {
        using var server = ServePlain();
        using FaultClient client = new(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("TlsFailed", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("-NoSsl", ((CfyException)failure).RecommendedAction);
        Assert.Single(client.Log.Attempts);
    }

    [Fact]
    public async Task AnHttpsRequirementIsReported()
    {
        using var server = new FaultServer(FaultServer.Serve(_ =>
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 64\r\n\r\n"
            + "<title>400 The plain HTTP request was sent to HTTPS port</title>"));
        using FaultClient client = new(server.Address);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Contains("https", failure.Message);
        Assert.Contains("https://", ((CfyException)failure).RecommendedAction);
    }

    [Fact]
    public async Task ATlsPortIsReportedForHttp()
    {
        using var server = Serve(_certificates.Manager);
        using FaultClient client = new(new UriBuilder(server.Address) { Scheme = "http" }.Uri);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Contains("https", Assert.IsType<CfyConnectionException>(failure).RecommendedAction);
    }

    [Fact]
    public async Task ARefusedCertificateDoesNotSwitchTheManager()
    {
        using var first = Serve(_certificates.Issue(null, "localhost"));
        using var second = Serve(_certificates.Manager);
        using FaultClient client = new([first.Address, second.Address], options =>
            options.TrustedCertificates = [_certificates.Root]);

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Contains("its issuer is not trusted", failure.Message);
        Assert.Empty(second.Connections);
    }

    [Fact]
    public async Task ConcurrentRequestsHaveTheirOwnReasons()
    {
        using var expired = Serve(_certificates.Issue(_certificates.Root, "localhost", daysFromNow: -1));
        using var untrusted = Serve(_certificates.Issue(null, "localhost"));
        using var one = Connect(expired, [_certificates.Root]);
        using var two = Connect(untrusted, [_certificates.Root]);

        var messages = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
            (await (i % 2 == 0 ? one : two)
                .FailAsync(manager => Task.Run(() => manager.Blueprints.GetAsync("x", null, default)))).Message));

        Assert.All(messages, (message, i) => Assert.Contains(i % 2 == 0 ? "expired" : "not trusted", message));
    }

    [Fact]
    public async Task TheProcessWideCertificateCheckIsNotChanged()
    {
#pragma warning disable SYSLIB0014 // What it is about.
        var protocol = ServicePointManager.SecurityProtocol;
        Assert.Null(ServicePointManager.ServerCertificateValidationCallback);
        using var server = Serve(_certificates.Issue(null, "localhost"));
        using var client = Connect(server, [_certificates.Root], options => options.SkipCertificateCheck = true);
        await client.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal(protocol, ServicePointManager.SecurityProtocol);
        Assert.Null(ServicePointManager.ServerCertificateValidationCallback);
#pragma warning restore SYSLIB0014

        // Other clients in the process still check certificates.
        using var http = new HttpClient();
        Exception failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(server.Address));
        Assert.IsType<AuthenticationException>(failure.InnerException);
    }

    [Fact]
    public void ParametersControlTheCertificateCheck()
    {
        using var server = Serve(_certificates.Manager);
        using var plain = ServePlain();
        var path = _folder.Write("ca.pem", _certificates.Root.ExportCertificatePem());
        using var shell = new PsHost();
        const string Credential = "-NoProxy -Credential ([pscredential]::new('admin', $p))";
        shell.Invoke(
            $"$null = Connect-CfyManager localhost -Port {server.Address.Port} -CaCertificatePath {path} {Credential}",
            ("p", ClientFixture.Secure("p"))).Succeeded();
        shell.Invoke($"$null = Connect-CfyManager {server.Address} -SkipCertificateCheck {Credential}").Succeeded();

        Assert.StartsWith("CertificateRefused,", shell.Invoke(
            $"Connect-CfyManager {server.Address} {Credential}").Error.FullyQualifiedErrorId);
        Assert.StartsWith("FileNotFound,", shell.Invoke(
            $"Connect-CfyManager {server.Address} -CaCertificatePath {path}.none {Credential}")
            .Error.FullyQualifiedErrorId);
        Assert.StartsWith("TlsFailed,", shell.Invoke(
            $"Connect-CfyManager localhost -Port {plain.Address.Port} {Credential}").Error.FullyQualifiedErrorId);
    }

    private static FaultServer Serve(X509Certificate2 certificate, bool wantsClientCertificate = false) => new(
        FaultServer.Serve(_ => FaultServer.Json("""{"id": "x", "version": "7.0.5"}""")),
        certificate, wantsClientCertificate);

    private static FaultServer ServePlain() => new(async connection =>
    {
        await connection.ReadAsync(1);
        await connection.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        await connection.HoldAsync();
    });

    private static FaultClient Connect(
        FaultServer server, X509Certificate2[] trusted, Action<ConnectionOptions>? configure = null) =>
        new(server.Address, options =>
        {
            options.TrustedCertificates = [.. trusted];
            configure?.Invoke(options);
        });

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
