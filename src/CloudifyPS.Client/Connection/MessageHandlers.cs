using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Client.Connection;

/// <summary>Creates the message handler of a session. Its settings apply to this handler only.</summary>
internal static class MessageHandlers
{
    private const int MaxConnections = 32;

    /// <summary>Creates the client. Its own timeout is off: it would also end a transfer that makes progress.</summary>
    /// <param name="options">The session's options.</param>
    /// <param name="reportCertificate">Receives the reason why a certificate was rejected.</param>
    public static HttpClient CreateClient(ConnectionOptions options, Action<string> reportCertificate) =>
        new(options.Handler ?? Create(options, reportCertificate), disposeHandler: options.Handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private static HttpMessageHandler Create(ConnectionOptions options, Action<string> reportCertificate)
    {
        bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (options.SkipCertificateCheck)
            {
                return true;
            }

            var fault = CertificateCheck.FindFault(certificate, chain, errors, options.TrustedCertificates);
            if (fault is not null)
            {
                reportCertificate(fault);
            }

            return fault is null;
        }

        // A handler without a validation callback keeps all defaults of the system.
        var validates = options.Managers.Any(manager => manager.Scheme == Uri.UriSchemeHttps);
#if NET
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = MaxConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (validates)
        {
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, chain, errors) => Validate(certificate, chain, errors);
        }

        if (options.ClientCertificate is { } client)
        {
            handler.SslOptions.ClientCertificates = [client];
        }
#else
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxConnectionsPerServer = MaxConnections,
            UseCookies = false,
        };
        if (validates)
        {
            handler.ServerCertificateCustomValidationCallback =
                (_, certificate, chain, errors) => Validate(certificate, chain, errors);

            // Windows PowerShell can default to older protocols. The setting applies to this handler only.
            handler.SslProtocols = System.Security.Authentication.SslProtocols.Tls12;
        }

        if (options.ClientCertificate is { } client)
        {
            handler.ClientCertificates.Add(client);
        }
#endif
        if (options.NoProxy)
        {
            handler.UseProxy = false;
        }
        else if (options.Proxy is { } proxy)
        {
            handler.Proxy =
                new WebProxy(proxy) { Credentials = options.ProxyCredential ?? CredentialCache.DefaultCredentials };
        }
        else
        {
            handler.DefaultProxyCredentials = options.ProxyCredential ?? CredentialCache.DefaultCredentials;
        }

        return handler;
    }
}
