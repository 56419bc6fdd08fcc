using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Session;

/// <summary>
/// Opens a session with a manager, makes it the default of this runspace and returns it. What is not given comes from
/// the environment: CLOUDIFY_HOST, CLOUDIFY_USERNAME, CLOUDIFY_PASSWORD, CLOUDIFY_TOKEN, CLOUDIFY_TENANT,
/// CLOUDIFY_SSL_TRUST_ALL, CLOUDIFY_REST_CERT.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "CfyManager", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(CfySession))]
public sealed class ConnectCfyManagerCommand : CfyCmdlet
{
    private const string CredentialSet = "Credential";
    private const string TokenSet = "Token";

    /// <summary>
    /// The manager: a host name, an address, or a URL. Without a scheme it means https. Several are the managers of a
    /// cluster: the session works with the first one that answers, and goes on with the next when that one is gone.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Host", "ComputerName")]
    public string[]? Manager { get; set; }

    /// <summary>The user and the password.</summary>
    [Parameter(Position = 1, ParameterSetName = CredentialSet, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A token, in place of user and password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    public SecureString? Token { get; set; }

    /// <summary>The tenant to work in.</summary>
    [Parameter]
    public string? Tenant { get; set; }

    /// <summary>The port, where it is not that of the scheme.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>Speaks plain http. Only for managers that have no TLS: everything, the password too, can be read on the way.</summary>
    [Parameter]
    public SwitchParameter NoSsl { get; set; }

    /// <summary>The version of the REST API. Without it, the best that the manager has.</summary>
    [Parameter]
    [ValidateSet("v3", "v3.1")]
    public string? ApiVersion { get; set; }

    /// <summary>A file with certificates (PEM or DER) to trust beside those of the system, in this session.</summary>
    [Parameter]
    public string? CaCertificatePath { get; set; }

    /// <summary>Accepts any certificate of the manager, in this session. Whoever sits on the way can then read along.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The certificate to present to a manager that asks for one.</summary>
    [Parameter]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The proxy. Without it, the one of the system.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Credentials for the proxy. Without them, those of the process.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Goes past every proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>How many seconds the manager may be silent in the middle of a request.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How often a request is sent again when it failed and may be repeated.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>Seconds before the first repetition; the pause doubles with each one.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>Sends nothing now: the first request will tell whether the manager is there.</summary>
    [Parameter]
    public SwitchParameter NoProbe { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Manager is [string only] ? only : Manager, () =>
    {
        var options = Options();
        var session = Run(token => ManagerClient.ConnectAsync(options, Log, token));
        SessionStore.Current.Add(session);
        WriteObject(session);
    });

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable("CLOUDIFY_" + name) is { Length: > 0 } value ? value : null;

    private ConnectionOptions Options()
    {
        var caPath = CaCertificatePath ?? FromEnvironment("REST_CERT");
        var credential = Credential == PSCredential.Empty ? null : Credential;
        var token = Token ?? (credential is null ? FromEnvironment("TOKEN")?.ToSecureString() : null);
        return new ConnectionOptions(Addresses())
        {
            UserName = credential?.UserName.TrimStart('\\') ?? (token is null ? FromEnvironment("USERNAME") : null),
            Password = credential?.Password ?? (token is null ? FromEnvironment("PASSWORD")?.ToSecureString() : null),
            Token = token,
            Tenant = Tenant ?? FromEnvironment("TENANT") ?? "default_tenant",
            ApiVersion = ApiVersion,
            NoProbe = NoProbe,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            SkipCertificateCheck = MyInvocation.BoundParameters.ContainsKey(nameof(SkipCertificateCheck))
                ? SkipCertificateCheck
                : FromEnvironment("SSL_TRUST_ALL") is { } trust && bool.TryParse(trust, out var all) && all,
            TrustedCertificates = caPath is null ? null : CertificateFile.Read(this.ResolveNew(caPath)),
            ClientCertificate = Certificate,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
            NoProxy = NoProxy,
        };
    }

    private List<Uri> Addresses()
    {
        var managers = Manager ?? FromEnvironment("HOST")?.Split(',');
        return managers is { Length: > 0 }
            ? managers.Select(manager => Address(manager.Trim())).ToList()
            : throw new ArgumentException(
                "Give the manager's address with -Manager, or in the environment variable CLOUDIFY_HOST.");
    }

    private Uri Address(string manager)
    {
        var text = manager.IndexOf("://", StringComparison.Ordinal) >= 0
            ? manager
            : (NoSsl ? "http://" : "https://") + Bracketed(manager);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{manager}' is no host name and no http or https address.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"The address of {uri.Host} holds a user or a password, which would be seen: give them with -Credential.");
        }

        return Port == 0 ? uri : new UriBuilder(uri) { Port = Port }.Uri;
    }

    // An IPv6 address without brackets has more than one colon.
    private static string Bracketed(string host) =>
        host.Count(letter => letter == ':') > 1 && !host.StartsWith("[", StringComparison.Ordinal)
            ? string.Format(CultureInfo.InvariantCulture, "[{0}]", host)
            : host;
}
