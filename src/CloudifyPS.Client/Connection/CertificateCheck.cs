using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// Validates the manager's certificate, using the trusted certificates of the session if there are any.
/// </summary>
internal static class CertificateCheck
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Returns why the certificate is not accepted; null when it is.</summary>
    public static string? FindFault(
        X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection? trusted)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the manager presented none";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "it was issued for another name";
        }

        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return null;
        }

        var status = chain is null
            ? X509ChainStatusFlags.PartialChain
            : chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, one) => flags | one.Status);
        if (trusted is { Count: > 0 })
        {
            status = BuildWith(trusted, certificate, chain);
        }

        // An unknown revocation status is accepted: most networks of managers cannot reach revocation lists.
        status &= ~(X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation);
        return status switch
        {
            X509ChainStatusFlags.NoError => null,
            _ when status.HasFlag(X509ChainStatusFlags.NotTimeValid) =>
                "it has expired, or is not valid yet",
            _ when status.HasFlag(X509ChainStatusFlags.Revoked) => "it has been revoked",
            _ when status.HasFlag(X509ChainStatusFlags.UntrustedRoot)
                || status.HasFlag(X509ChainStatusFlags.PartialChain) => "its issuer is not trusted",
            _ when status.HasFlag(X509ChainStatusFlags.NotValidForUsage) =>
                "it was not issued for a server",
            _ => status.ToString(),
        };
    }

    private static X509ChainStatusFlags BuildWith(
        X509Certificate2Collection trusted, X509Certificate certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // As with system roots, a certificate for client authentication only is not valid for a server.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.ExtraStore.AddRange(trusted);
        if (presented is not null)
        {
            foreach (var element in presented.ChainElements)
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

#if NET
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
#else
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
#endif
        using var leaf = new X509Certificate2(certificate);
        var built = chain.Build(leaf);
        var status =
            chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, one) => flags | one.Status);
#if !NET
        // .NET Framework cannot use a custom root. The chain accepts any root, which is compared here.
        var root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        status = trusted.Contains(root)
            ? status & ~(X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)
            : status | X509ChainStatusFlags.UntrustedRoot;
#endif
        return built && status == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.NoError : status;
    }
}
