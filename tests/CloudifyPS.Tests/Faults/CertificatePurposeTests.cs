using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Session;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>Tests that only certificates for servers are accepted with -CaCertificatePath.</summary>
public sealed class CertificatePurposeTests : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly Certificates _certificates = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(new[] { ForClients }, false)]
    [InlineData(new[] { ForServers }, true)]
    [InlineData(new[] { ForClients, ForServers }, true)]
    [InlineData(new string[0], true)]
    public async Task ACertificateForClientsOnlyIsRefused(string[] purposes, bool isAccepted)
    {
        var certificate = _certificates.Issue(_certificates.Root, "localhost", purposes: purposes);
        var path = _folder.Write("ca.pem", _certificates.Root.ExportCertificatePem());
        using FaultServer server = new(
            FaultServer.Serve(_ => FaultServer.Json("""{"id": "x"}""")), certificate);
        using FaultClient client = new(
            server.Address, options => options.TrustedCertificates = CertificateFile.Read(path));

        if (isAccepted)
        {
            Assert.Equal("x", (await client.Client.Blueprints.GetAsync("x", null, default)).Id);
            return;
        }

        var failure = await client.FailAsync(manager => manager.Blueprints.GetAsync("x", null, default));

        Assert.Equal("CertificateRefused", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("it was not issued for a server", failure.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void ConnectRefusesTheCertificate()
    {
        var certificate = _certificates.Issue(_certificates.Root, "localhost", purposes: [ForClients]);
        var path = _folder.Write("ca.pem", _certificates.Root.ExportCertificatePem());
        using FaultServer server = new(
            FaultServer.Serve(_ => FaultServer.Json("""{"version": "7.0.5"}""")), certificate);
        using PsHost shell = new();

        var result = shell.Invoke(
            $"Connect-CfyManager localhost -Port {server.Address.Port} -CaCertificatePath $path -NoProxy -Token t",
            ("path", path));

        Assert.StartsWith("CertificateRefused,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("it was not issued for a server", result.Error.Exception.Message);
        Assert.Empty(server.Requests);
    }
}
