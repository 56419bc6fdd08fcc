using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Tests.Faults;

/// <summary>Creates an authority for a test, and certificates that it issues.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly List<X509Certificate2> _all = [];

    public Certificates()
    {
        Root = Authority("CN=Test root", null);
        Intermediate = Authority("CN=Test intermediate", Root);
        Manager = Issue(Root, "localhost");
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>Gets the certificate of a manager on the loopback interface, issued by the root.</summary>
    public X509Certificate2 Manager { get; }

    /// <summary>Issues a certificate for a host. Without purposes, the certificate is valid for all purposes.</summary>
    public X509Certificate2 Issue(
        X509Certificate2? issuer, string host, int daysFromNow = 30, string[]? purposes = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        if (purposes is { Length: > 0 })
        {
            request.CertificateExtensions.Add(
                new X509EnhancedKeyUsageExtension([.. purposes.Select(purpose => new Oid(purpose))], critical: false));
        }

        var start = DateTimeOffset.UtcNow.AddDays(-60);
        var end = DateTimeOffset.UtcNow.AddDays(daysFromNow);
        if (issuer is null)
        {
            return Keep(request.CreateSelfSigned(start, end));
        }

        using var issued = request.Create(issuer, start, end, RandomNumberGenerator.GetBytes(8));
        return Keep(issued.CopyWithPrivateKey(key));
    }

    public void Dispose() => _all.ForEach(one => one.Dispose());

    private X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var start = DateTimeOffset.UtcNow.AddDays(-90);
        if (issuer is null)
        {
            return Keep(request.CreateSelfSigned(start, DateTimeOffset.UtcNow.AddDays(90)));
        }

        using var issued = request.Create(
            issuer, start, DateTimeOffset.UtcNow.AddDays(80), RandomNumberGenerator.GetBytes(8));
        return Keep(issued.CopyWithPrivateKey(key));
    }

    // Converts the certificate to a file format and back, because Windows servers cannot use ephemeral keys.
    private X509Certificate2 Keep(X509Certificate2 certificate)
    {
        var kept = X509CertificateLoader.LoadPkcs12(
            certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
        certificate.Dispose();
        _all.Add(kept);
        return kept;
    }
}
