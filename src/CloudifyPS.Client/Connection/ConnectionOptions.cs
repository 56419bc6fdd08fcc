using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Client.Connection;

/// <summary>The options of a session.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Creates options for a manager.</summary>
    /// <param name="manager">Scheme, host and port; a path, and a user and password in it, are ignored.</param>
    public ConnectionOptions(Uri manager)
        : this([manager])
    {
    }

    /// <summary>Creates options for the managers of a cluster.</summary>
    /// <param name="managers">Scheme, host and port of each; the first one is tried first.</param>
    public ConnectionOptions(IEnumerable<Uri> managers)
    {
        Managers = managers
            .Select(manager => new Uri(manager.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)))
            .ToList();
        Manager = Managers[0];
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Manager { get; }

    /// <summary>The managers of a cluster, this one first. When one does not respond, the next one is used.</summary>
    public IReadOnlyList<Uri> Managers { get; }

    /// <summary>The user; null when a token is given.</summary>
    public string? UserName { get; set; }

    /// <summary>The user's password. Secret.</summary>
    public SecureString? Password { get; set; }

    /// <summary>A token instead of user and password. Secret.</summary>
    public SecureString? Token { get; set; }

    /// <summary>The tenant of the session.</summary>
    public string Tenant { get; set; } = "default_tenant";

    /// <summary>The API version, v3 or v3.1; null for the latest that the manager supports.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Whether the session is opened without a request.</summary>
    public bool NoProbe { get; set; }

    /// <summary>The time without data, before the response or during a transfer, after which a request fails.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The time limit for establishing a connection. PowerShell 7 only: Windows PowerShell has the limit of the system.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of retries of a request that is safe to repeat.</summary>
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The delay before the first retry. It doubles with each retry. Retry-After can extend it.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The size of the largest response, after decompression, that is read into memory, in bytes. Downloads have no
    /// limit.
    /// </summary>
    public long MaximumResponseSize { get; set; } = 256L << 20;

    /// <summary>Accepts any certificate of this manager, in this session only.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>Certificates that only this session trusts, in addition to those of the system.</summary>
    public X509Certificate2Collection? TrustedCertificates { get; set; }

    /// <summary>The client certificate.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>The proxy; null for the proxy of the system.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>The credentials for the proxy; null for those of the process.</summary>
    public ICredentials? ProxyCredential { get; set; }

    /// <summary>Connects without a proxy.</summary>
    public bool NoProxy { get; set; }

    /// <summary>The clock for delays and timestamps.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The handler that tests use instead of the network; null for the network.</summary>
    internal HttpMessageHandler? Handler { get; set; }
}
