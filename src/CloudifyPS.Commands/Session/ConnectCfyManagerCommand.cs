using System.Globalization;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Redaction;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Session;

/// <summary>
/// Opens a session with a manager, makes it the default session of the runspace and returns it. Values that are not
/// specified are read from environment variables.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "CfyManager", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(CfySession))]
public sealed class ConnectCfyManagerCommand : CfyCmdlet
{
    private const string CredentialSet = "Credential";
    private const string TokenSet = "Token";

    /// <summary>
    /// The host name, IP address or URL of the manager. Without a scheme, https is used. Several values are the nodes
    /// of a cluster: the session uses the first one that responds, and switches to the next one if it fails.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Host", "ComputerName")]
    public string[]? Manager { get; set; }

    /// <summary>The user name and the password.</summary>
    [Parameter(Position = 1, ParameterSetName = CredentialSet, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A token, instead of a user name and a password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [SecureText]
    public SecureString? Token { get; set; }

    /// <summary>The tenant of the session. The default is default_tenant.</summary>
    [Parameter]
    public string? Tenant { get; set; }

    /// <summary>The port, if it is not the default port of the scheme.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>Uses http. Passwords are then sent unencrypted.</summary>
    [Parameter]
    public SwitchParameter NoSsl { get; set; }

    /// <summary>The version of the REST API. The default is the latest version that the manager supports.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.ApiVersions))]
    [ArgumentCompleter(typeof(FixedValues.ApiVersions))]
    public string? ApiVersion { get; set; }

    /// <summary>
    /// The path of a file with certificates (PEM or DER) that this session trusts in addition to those of the system.
    /// </summary>
    [Parameter]
    public string? CaCertificatePath { get; set; }

    /// <summary>
    /// Accepts any certificate of the manager in this session. This disables protection against man-in-the-middle
    /// attacks. Use it only for tests.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The client certificate.</summary>
    [Parameter]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The URL of the proxy. The default is the proxy of the system.</summary>
    [Parameter]
    [AddressText(DefaultScheme = "http")]
    public Uri? Proxy { get; set; }

    /// <summary>The credentials for the proxy. The default is the credentials of the process.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Connects without a proxy.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The maximum number of seconds during a request in which no data is sent or received.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The maximum number of retries of a failed request that is safe to repeat.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The number of seconds before the first retry. The interval doubles with each retry.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public double RetryIntervalSec { get; set; } = 1;

    /// <summary>
    /// The maximum size in bytes, after decompression, of a response that is read into memory. Downloads to files are
    /// not limited.
    /// </summary>
    [Parameter]
    [ValidateRange(1L, 1L << 30)]
    public long MaximumResponseSize { get; set; } = 256L << 20;

    /// <summary>Opens the session without sending a request. The version of the manager stays unknown.</summary>
    [Parameter]
    public SwitchParameter NoProbe { get; set; }

    internal override void Process() => ProcessInput(Target(), () =>
    {
        var options = Options();
        WarnOfPlainText(options);
        var session = Run(token => ManagerClient.ConnectAsync(options, Log, token));
        SessionStore.Current.Add(session);
        WriteObject(session);
    });

    // Data on the loopback interface does not leave this computer.
    private void WarnOfPlainText(ConnectionOptions options)
    {
        var plain = options.Managers
            .FirstOrDefault(manager => manager.Scheme == Uri.UriSchemeHttp && !manager.IsLoopback);
        if (plain is not null && (options.Password is not null || options.Token is not null))
        {
            WriteWarning(
                $"The {(options.Token is null ? "password" : "token")} is sent to '{plain.Host}' without encryption. "
                + "Use https if the manager supports it.");
        }
    }

    private object? Target()
    {
        var managers = Manager?.Select(WithoutUser).ToArray();
        return managers is [var only] ? only : managers;
    }

    private static string WithoutUser(string manager) => manager.LastIndexOf('@') is >= 0 and var at
        ? Redactor.Mark + manager.Substring(at)
        : manager;

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // The cfy command line reads any text as true, including "false".
    private static bool? FlagFromEnvironment(string name) => FromEnvironment(name)?.Trim().ToLowerInvariant() switch
    {
        null => null,
        "false" or "no" or "off" or "0" => false,
        _ => true,
    };

    private ConnectionOptions Options()
    {
        var caPath = CaCertificatePath
            ?? FromEnvironment("CLOUDIFY_REST_CERT")
            ?? FromEnvironment("LOCAL_REST_CERT_FILE");
        var credential = Credential == PSCredential.Empty ? null : Credential;
        var token = Token ?? (credential is null ? FromEnvironment("CLOUDIFY_TOKEN")?.ToSecureString() : null);
        var userName = credential?.UserName.TrimStart('\\')
            ?? (token is null ? FromEnvironment("CLOUDIFY_USERNAME") : null);
        var password = credential?.Password
            ?? (token is null ? FromEnvironment("CLOUDIFY_PASSWORD")?.ToSecureString() : null);
        var addresses = Addresses();
        if (Proxy is { UserInfo.Length: > 0 })
        {
            throw new ArgumentException(
                $"The URL of the proxy {Proxy.Host} contains a user name or a password. "
                + "Use -ProxyCredential instead.");
        }

        if (token is null && Certificate is null && (userName is null || password is null))
        {
            throw new ArgumentException(
                "No credentials are specified. Use -Credential or -Token, or set the environment variables "
                + "CLOUDIFY_USERNAME and CLOUDIFY_PASSWORD, or CLOUDIFY_TOKEN.");
        }

        return new ConnectionOptions(addresses)
        {
            UserName = userName,
            Password = password,
            Token = token,
            Tenant = Tenant ?? FromEnvironment("CLOUDIFY_TENANT") ?? "default_tenant",
            ApiVersion = ApiVersion,
            NoProbe = NoProbe,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
            MaximumResponseSize = MaximumResponseSize,
            RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
            SkipCertificateCheck = IsBound(nameof(SkipCertificateCheck))
                ? SkipCertificateCheck
                : FlagFromEnvironment("CLOUDIFY_SSL_TRUST_ALL") ?? false,
            TrustedCertificates = caPath is null ? null : CertificateFile.Read(this.ResolveNew(caPath)),
            ClientCertificate = Certificate,
            Proxy = Proxy,
            ProxyCredential = ProxyCredential?.GetNetworkCredential(),
            NoProxy = NoProxy,
        };
    }

    private List<Uri> Addresses()
    {
        var managers = Manager ?? FromEnvironment("CLOUDIFY_HOST")?.Split(',');
        return managers is { Length: > 0 }
            ? managers.Select(manager => Address(manager.Trim())).ToList()
            : throw new ArgumentException(
                "No manager is specified. Use -Manager and -Credential, or set the environment variables "
                + "CLOUDIFY_HOST, CLOUDIFY_USERNAME and CLOUDIFY_PASSWORD. To try the module without a manager, run "
                + "Start-CfySimulator | Connect-CfyManager.");
    }

    private Uri Address(string manager)
    {
        var text = manager.IndexOf("://", StringComparison.Ordinal) >= 0
            ? manager
            : (WantsSsl ? "https://" : "http://") + Bracketed(manager);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(
                $"'{WithoutUser(manager)}' is neither a host name nor an http or https URL.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"The URL of {uri.Host} contains a user name or a password. Use -Credential instead.");
        }

        return Port == 0 ? uri : new UriBuilder(uri) { Port = Port }.Uri;
    }

    private bool WantsSsl => IsBound(nameof(NoSsl)) ? !NoSsl : FlagFromEnvironment("CLOUDIFY_SSL") ?? true;

    // An IPv6 address without brackets has more than one colon.
    private static string Bracketed(string host) =>
        host.Count(letter => letter == ':') > 1 && !host.StartsWith("[", StringComparison.Ordinal)
            ? string.Format(CultureInfo.InvariantCulture, "[{0}]", host)
            : host;
}
