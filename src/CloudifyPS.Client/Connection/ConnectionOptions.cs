using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace CloudifyPS.Client.Connection;

/// <summary>Everything that opening a session needs to know.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Makes options for a manager.</summary>
    /// <param name="manager">Scheme, host and port; a path, and a user and password in it, are ignored.</param>
    public ConnectionOptions(Uri manager)
        : this([manager])
    {
    }

    /// <summary>Makes options for the managers of a cluster.</summary>
    /// <param name="managers">Scheme, host and port of each; the first one is tried first.</param>
    public ConnectionOptions(IEnumerable<Uri> managers)
    {
        Managers = managers
            .Select(manager => new Uri(manager.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped))).ToList();
        Manager = Managers[0];
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Manager { get; }

    /// <summary>The managers of a cluster, this one first: when one does not answer, the next one is asked.</summary>
    public IReadOnlyList<Uri> Managers { get; }

    /// <summary>The user; null when a token is given.</summary>
    public string? UserName { get; set; }

    /// <summary>The user's password. Secret.</summary>
    public SecureString? Password { get; set; }

    /// <summary>A token instead of user and password. Secret.</summary>
    public SecureString? Token { get; set; }

    /// <summary>The tenant to work in.</summary>
    public string Tenant { get; set; } = "default_tenant";

    /// <summary>v3 or v3.1; null lets the manager's version decide.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Sends nothing while connecting: the first request will tell whether the manager is there.</summary>
    public bool NoProbe { get; set; }

    /// <summary>How long the manager may be silent: before it answers, or in the middle of a transfer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long making the connection may take (PowerShell 7 only; Windows PowerShell leaves it to the system).</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that may be repeated is sent again.</summary>
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The pause before the first repetition; it doubles with each one, and Retry-After may lengthen it.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The size of the largest response, after decompression, that is read into memory, in bytes. Downloads have no limit.
    /// </summary>
    public long MaximumResponseSize { get; set; } = 256L << 20;

    /// <summary>Accepts any certificate of this manager, in this session only.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>Certificates to trust beside those of the system, in this session only.</summary>
    public X509Certificate2Collection? TrustedCertificates { get; set; }

    /// <summary>The certificate to present when the manager asks for one.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>The proxy; null uses the system's.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>Credentials for the proxy; null uses those of the process.</summary>
    public ICredentials? ProxyCredential { get; set; }

    /// <summary>Goes past every proxy.</summary>
    public bool NoProxy { get; set; }

    /// <summary>The clock behind pauses and timestamps.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What sends the requests instead of the network: the simulator's handler, in tests.</summary>
    internal HttpMessageHandler? Handler { get; set; }
}
