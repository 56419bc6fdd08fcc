namespace CloudifyPS;

/// <summary>
/// A session with a manager, made by Connect-CfyManager and taken by every cmdlet as -Session. It can be used from
/// several runspaces at once. It shows where it leads and who is connected, never what with.
/// </summary>
public sealed class CfySession
{
    internal CfySession(Uri manager, string tenant)
    {
        Manager = manager;
        Tenant = tenant;
    }

    /// <summary>The manager's address, without path.</summary>
    public Uri Manager { get; internal set; }

    /// <summary>The connected user; null when only a token was given and the manager does not tell.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The tenant that cmdlets work in unless -Tenant says otherwise.</summary>
    public string Tenant { get; internal set; }

    /// <summary>How requests are authenticated: Basic or Token.</summary>
    public string? Authentication { get; internal set; }

    /// <summary>The manager's version, such as 7.0.5; null when the connection was not probed.</summary>
    public Version? ManagerVersion { get; internal set; }

    /// <summary>community or premium; null when the connection was not probed.</summary>
    public string? Edition { get; internal set; }

    /// <summary>The version of the REST API in use: v3 or v3.1.</summary>
    public string? ApiVersion { get; internal set; }

    /// <summary>False once Disconnect-CfyManager has closed it.</summary>
    public bool IsConnected { get; internal set; } = true;

    /// <summary>The client's connection; closed with the session.</summary>
    internal IDisposable? Connection { get; set; }

    /// <summary>user@manager (tenant)</summary>
    public override string ToString() =>
        (UserName is null ? string.Empty : UserName + "@") + Manager.GetLeftPart(UriPartial.Authority) + $" ({Tenant})";
}
